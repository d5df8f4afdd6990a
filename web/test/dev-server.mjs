// SPDX-License-Identifier: EUPL-1.2
// dev-server.mjs [PORT]: serves web/dist with the product's headers and plays the fixtures over the real routes, for
// looking at screens and for the browser tests of the client alone. The token "fx.NAME" is the seat of screen NAME.
// It knows no rule: a command is remembered and answered, nothing more.
import { createServer } from 'node:http';
import { readFileSync, existsSync, statSync } from 'node:fs';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, '..', 'dist');
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const headers = {
  'Content-Security-Policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer', 'Cross-Origin-Opener-Policy': 'same-origin', 'Cache-Control': 'no-cache',
};
const qr = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 7 7"><rect width="7" height="7" fill="#fff"/><path d="M0 0h3v3H0zM4 0h3v3H4zM0 4h3v3H0zM4 4h1v1H4zM6 5h1v2H6z"/></svg>';

export async function loadFixtures() {
  const result = await build({ entryPoints: [join(here, 'fixtures/index.ts')], bundle: true, format: 'esm', write: false });
  return import(`data:text/javascript;base64,${Buffer.from(result.outputFiles[0].contents).toString('base64')}`);
}

const json = (response, status, body, type = 'application/json') => {
  response.writeHead(status, { ...headers, 'Content-Type': type });
  response.end(JSON.stringify(body));
};

async function bodyOf(request) {
  let text = '';
  for await (const piece of request) text += piece;
  return text;
}

export async function startServer(port = 0) {
  const fixtures = await loadFixtures();
  const state = { streams: new Set(), commands: [], counts: new Map(), views: new Map(), failNext: 0, holdNext: 0, held: [] };
  const viewOf = (token) => state.views.get(token) ?? fixtures.screens[token.slice(3)]?.view;
  const send = (response, name, data) => response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);

  function openStream(request, response) {
    const tokens = (request.headers.authorization ?? '').replace(/^Bearer /, '').split(', ').filter(Boolean);
    if (!tokens.some(viewOf)) return json(response, 401, { code: 'token' }, 'application/problem+json');
    response.writeHead(200, { ...headers, 'Content-Type': 'text/event-stream' });
    const stream = { response, tokens, n: tokens.map(() => 1) };
    state.streams.add(stream);
    request.on('close', () => state.streams.delete(stream));
    send(response, 'hello', { now: Date.now(), version: 'dev' });
    tokens.forEach((token, seat) => {
      const view = viewOf(token);
      if (view) send(response, 'view', { seat, n: 1, now: Date.now(), view });
      else send(response, 'end', { seat, code: 'token' });
    });
    return undefined;
  }

  async function command(request, response) {
    const key = request.headers['idempotency-key'] ?? '';
    const body = JSON.parse(await bodyOf(request));
    state.commands.push({ key, token: (request.headers.authorization ?? '').replace(/^Bearer /, ''), body });
    if (state.failNext > 0) {
      state.failNext -= 1;
      request.socket.destroy();
      return undefined;
    }
    if (state.holdNext > 0) {
      state.holdNext -= 1;
      state.held.push(response);
      return undefined;
    }
    if (body.command === 'join') return json(response, 200, { token: 'fx.play-lobby', participant: 'p1' });
    if (body.command === 'host.claim') return json(response, 200, { token: 'fx.host-lobby', participant: 'h1' });
    if (body.command === 'room.open') return json(response, 200, { token: 'fx.room-lobby' });
    if (body.command === 'rehearse') return json(response, 200, { token: 'fx.play-intel', participant: 'p1' });
    if (body.command === 'rejoin') return json(response, 404, { status: 404, code: 'unknown_phrase', text: { nl: 'Deze terugkeerzin hoort niet bij dit spel.', en: 'This return phrase does not belong to this game.' } }, 'application/problem+json');
    return json(response, 200, {});
  }

  function page(request, response, path) {
    const file = normalize(join(dist, path));
    const found = file.startsWith(dist) && existsSync(file) && statSync(file).isFile() ? file : join(dist, 'index.html');
    response.writeHead(200, { ...headers, 'Content-Type': types[extname(found)] ?? 'application/octet-stream' });
    response.end(readFileSync(found));
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/api/v1/stream') return openStream(request, response);
    if (url.pathname === '/api/v1/commands') return void command(request, response);
    if (url.pathname === '/api/v1/view') {
      const view = viewOf((request.headers.authorization ?? '').replace(/^Bearer /, ''));
      return view ? json(response, 200, view) : json(response, 401, { status: 401, code: 'unauthorized' }, 'application/problem+json');
    }
    if (url.pathname === '/api/v1/reach') return json(response, 200, { reached: true, url: 'http://192.168.1.5:8080' });
    if (url.pathname === '/api/v1/rules') return json(response, 200, fixtures.rules);
    if (url.pathname === '/api/v1/book') return json(response, 200, fixtures.book(url.searchParams.get('lang')));
    if (url.pathname === '/api/v1/films') return void bodyOf(request).then(() => json(response, 200, fixtures.film));
    if (url.pathname === '/api/v1/lobby/K7PM2X') return json(response, 200, fixtures.lobby);
    if (url.pathname.startsWith('/api/v1/qr/')) { response.writeHead(200, { ...headers, 'Content-Type': 'image/svg+xml' }); return response.end(qr); }
    if (url.pathname.startsWith('/api/')) return json(response, 404, { status: 404, code: 'not_found', text: { nl: 'Dit spel bestaat niet.', en: 'This game does not exist.' } }, 'application/problem+json');
    return page(request, response, url.pathname);
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${server.address().port}`,
    screens: fixtures.screens,
    state,
    // Sends a merge patch to every stream that holds the token.
    patch(token, patch) {
      for (const stream of state.streams) {
        const seat = stream.tokens.indexOf(token);
        if (seat < 0) continue;
        stream.n[seat] += 1;
        send(stream.response, 'patch', { seat, n: stream.n[seat], now: Date.now(), patch });
      }
    },
    dropStreams() { for (const stream of state.streams) stream.response.destroy(); },
    close() {
      for (const stream of state.streams) stream.response.destroy();
      for (const response of state.held) response.destroy();
      return new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
    },
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const server = await startServer(Number(process.argv[2] ?? 5173));
  console.log(server.url);
  for (const [name, screen] of Object.entries(server.screens)) console.log(`${server.url}${screen.path}#t=fx.${name}&p=${name}`);
}
