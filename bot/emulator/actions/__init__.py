"""What people can do in the workspace."""
