// Finds the official clients in the folder the test installed them into, and speaks JSON lines.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(process.env.NPM_CLIENTS, 'any.cjs'));

export const { WebClient, WebClientEvent, LogLevel } = require('@slack/web-api');
export const { SocketModeClient } = require('@slack/socket-mode');
export const apiUrl = process.env.SLACK_API_URL;
export const tell = (record) => process.stdout.write(`${JSON.stringify(record)}\n`);
