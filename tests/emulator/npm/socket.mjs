// Stays connected over Socket Mode and tells what arrives, until its input ends.
import { LogLevel, SocketModeClient, apiUrl, tell } from './clients.mjs';

const socket = new SocketModeClient({
  appToken: process.env.SLACK_APP_TOKEN,
  logLevel: LogLevel.ERROR,
  clientPingTimeout: 2000, // also the pause before it connects again
  clientOptions: { slackApiUrl: apiUrl },
});

socket.on('connected', () => tell({ kind: 'connected' }));
socket.on('slash_commands', async ({ ack, body, accepts_response_payload }) => {
  await ack({ text: `You said: ${body.text}` });
  tell({ kind: 'command', command: body.command, text: body.text, accepts: accepts_response_payload });
});
socket.on('message', async ({ ack, event, body }) => {
  await ack();
  tell({ kind: 'message', text: event.text, user: event.user, event_id: body.event_id });
});

process.stdin.resume();
process.stdin.on('end', () => socket.disconnect());
await socket.start();
