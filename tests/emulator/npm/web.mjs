// One scenario against the Web API, named by the first argument; the second holds its arguments as JSON.
import { LogLevel, WebClient, WebClientEvent, apiUrl, tell } from './clients.mjs';

const client = (more = {}) =>
  new WebClient(process.env.SLACK_BOT_TOKEN, { slackApiUrl: apiUrl, logLevel: LogLevel.ERROR, ...more });

const attempt = async (call) => {
  try {
    return { ok: true, result: await call };
  } catch (error) {
    return { ok: false, code: error.code, data: error.data, retryAfter: error.retryAfter };
  }
};

const scenarios = {
  async who() {
    return client().auth.test();
  },

  async post({ channel, first, second }) {
    const web = client();
    const posted = await web.chat.postMessage({ channel, ...first });
    const updated = await web.chat.update({ channel: posted.channel, ts: posted.ts, ...second });
    return { posted, updated };
  },

  async pages({ method, list, options }) {
    const pages = [];
    for await (const page of client().paginate(method, options)) {
      pages.push(page[list].map((item) => item.id));
    }
    return pages;
  },

  async refusal({ method, options }) {
    return attempt(client().apiCall(method, options));
  },

  async impatient({ channel }) {
    return attempt(client({ rejectRateLimitedCalls: true }).chat.postMessage({ channel, text: 'Hello' }));
  },

  async patient({ channel }) {
    const web = client();
    const pauses = [];
    web.on(WebClientEvent.RATE_LIMITED, (seconds) => pauses.push(seconds));
    const posted = await web.chat.postMessage({ channel, text: 'Hello' });
    return { pauses, posted };
  },
};

const [name, options] = process.argv.slice(2);
tell(await scenarios[name](JSON.parse(options ?? '{}')));
