/**
 * A cloud of voices — dịch vụ giọng giả lập.
 *
 * A local HTTP server in the styles of FPT.AI (raw text, an address to poll), Viettel AI (JSON, sound
 * at once) and Zalo AI (form, an address in `data.url`) that really speaks, with espeak-ng. Faults
 * are asked for one by one, in the order in which calls will meet them.
 */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';

export type CloudFault =
  | 'status-500'
  | 'status-401'
  | 'silence'
  | 'garbage'
  | 'web-page'
  | 'endless'
  | 'redirect'
  | 'short'
  | 'no-address'
  | 'private-address'
  | 'never-ready';

export type CloudRequest = {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};

export type Cloud = {
  readonly host: string;
  readonly requests: CloudRequest[];
  /** The next calls (not polls) meet these; `always` meets all that follow. */
  readonly faults: CloudFault[];
  always: CloudFault | undefined;
  stop(): Promise<void>;
};

const run = promisify(execFile);
const NOT_YET = 2;

type Desk = Cloud & { readonly sounds: Map<string, { text: string; asked: number }> };

export async function startCloud(): Promise<Cloud> {
  const desk: Desk = {
    host: '',
    requests: [],
    faults: [],
    always: undefined,
    sounds: new Map(),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  const server = createServer((request, response) => {
    serve(desk, request, response).catch((cause: unknown) => {
      response.writeHead(599).end(String(cause));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(desk, { host: `127.0.0.1:${(server.address() as AddressInfo).port}` });
}

async function serve(desk: Desk, request: IncomingMessage, response: ServerResponse) {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString('utf8');
  const path = request.url ?? '/';
  if (path.startsWith('/sound/')) return await sendSound(desk, path, response);
  desk.requests.push({ path, headers: request.headers, body });
  const fault = desk.always ?? desk.faults.shift();
  if (fault !== undefined && misbehave(desk, fault, response)) return;
  const text = fault === 'short' ? 'a' : textOf(path, body);
  if (path === '/viettel') return void response.end(await speak(text, 'wav'));
  const address = `http://${desk.host}/sound/${desk.sounds.size}`;
  desk.sounds.set(address, { text, asked: fault === 'never-ready' ? -1_000 : 0 });
  const answer = path === '/zalo' ? { error_code: 0, data: { url: address } } : { async: address };
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
}

function textOf(path: string, body: string): string {
  if (path === '/viettel') return (JSON.parse(body) as { text: string }).text;
  return path === '/zalo' ? (new URLSearchParams(body).get('input') ?? '') : body;
}

/** True when the answer has been given (or never will be). */
function misbehave(desk: Desk, fault: CloudFault, response: ServerResponse): boolean {
  const answers: Partial<Record<CloudFault, () => void>> = {
    'status-500': () => response.writeHead(500).end('oops'),
    'status-401': () => response.writeHead(401).end('who?'),
    silence: () => undefined,
    garbage: () => response.end(Buffer.concat([Buffer.from('ID3'), Buffer.alloc(4_000, 7)])),
    'web-page': () => response.end('<!DOCTYPE html><title>Đăng nhập wifi</title>'),
    endless: () => pour(response),
    redirect: () => response.writeHead(302, { location: 'http://169.254.169.254/latest/' }).end(),
    'no-address': () => response.end('{"error": 1}'),
    'private-address': () => response.end('{"async": "http://169.254.169.254/latest/meta-data"}'),
  };
  const answer = answers[fault];
  answer?.();
  return answer !== undefined && desk.host !== '';
}

function pour(response: ServerResponse): void {
  response.write(Buffer.from('RIFF\0\0\0\0WAVE'));
  const more = (): void => {
    while (!response.destroyed && response.write(Buffer.alloc(65_536)));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
}

async function sendSound(desk: Desk, path: string, response: ServerResponse) {
  const sound = desk.sounds.get(`http://${desk.host}${path}`);
  if (sound === undefined) return void response.writeHead(410).end();
  sound.asked += 1;
  if (sound.asked <= NOT_YET) return void response.writeHead(404).end('not yet');
  response.end(await speak(sound.text, 'mp3'));
}

async function speak(text: string, kind: 'wav' | 'mp3'): Promise<Buffer> {
  const how = { encoding: 'buffer', maxBuffer: 50_000_000 } as const;
  const args = ['-v', 'vi', '-s', '135', '-a', '70', '--stdout', text];
  const { stdout } = await run('espeak-ng', args, how);
  if (kind === 'wav') return stdout;
  const child = run('ffmpeg', ['-v', 'error', '-i', 'pipe:0', '-f', 'mp3', 'pipe:1'], how);
  child.child.stdin?.end(stdout);
  return (await child).stdout;
}

/** Templates in the three styles, as an operator would write them. */
export const templatesFor = (host: string, secretFile: string) => ({
  fpt: {
    id: 'fpt-banmai',
    label: 'Ban Mai (FPT.AI)',
    region: 'north',
    licence: 'Theo hợp đồng với FPT.AI',
    request: {
      url: `http://${host}/fpt`,
      headers: { 'api-key': '{secret}', voice: '{voice}', speed: '{speed}' },
      body: { kind: 'text', text: '{text}' },
    },
    secretFile,
    voice: 'banmai',
    speed: { kind: 'steps', min: -3, max: 3, wordsPerStep: 20 },
    reply: { kind: 'json-url', path: 'async', attempts: 5, delayMs: 20 },
    maxCharacters: 400,
    charactersPerMonth: 100_000,
    timeoutMs: 3_000,
  },
  viettel: {
    id: 'viettel-diemmy',
    label: 'Diễm My (Viettel AI)',
    region: 'south',
    licence: 'Theo hợp đồng với Viettel AI',
    request: {
      url: `http://${host}/viettel`,
      body: {
        kind: 'json',
        fields: {
          text: '{text}',
          voice: '{voice}',
          speed: '{speed}',
          token: '{secret}',
          tts_return_option: 2,
          without_filter: false,
        },
      },
    },
    secretFile,
    voice: 'hcm-diemmy',
    speed: { kind: 'ratio', min: 0.7, max: 1.3 },
    reply: { kind: 'audio' },
    maxCharacters: 400,
    charactersPerMonth: 100_000,
    timeoutMs: 3_000,
  },
  zalo: {
    id: 'zalo-1',
    label: 'Giọng nữ (Zalo AI)',
    region: 'south',
    licence: 'Theo hợp đồng với Zalo AI',
    request: {
      url: `http://${host}/zalo`,
      headers: { apikey: '{secret}' },
      body: {
        kind: 'form',
        fields: { input: '{text}', speaker_id: '{voice}', speed: '{speed}', encode_type: 1 },
      },
    },
    secretFile,
    voice: '1',
    speed: { kind: 'ratio', min: 0.8, max: 1.2 },
    reply: { kind: 'json-url', path: 'data.url', attempts: 5, delayMs: 20 },
    maxCharacters: 2_000,
    charactersPerMonth: 100_000,
    timeoutMs: 3_000,
  },
});
