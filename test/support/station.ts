/**
 * A station that misbehaves — đài phát thử.
 *
 * A real HTTP server on loopback that sends a tone as an endless stream, and on other paths all that a
 * box may meet instead of one. What it does can be changed while somebody listens.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Samples of the tone rise and fall 440 times a second. */
const TONE = 'sine=frequency=440:sample_rate=24000';
const encode = (source: string, pace: readonly string[]): ChildProcess =>
  spawn(
    'ffmpeg',
    ['-v', 'error', ...pace, '-f', 'lavfi', '-i', source, '-b:a', '64k', '-f', 'mp3', '-'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );

export class Station {
  readonly #server: Server;
  readonly #open = new Set<ServerResponse>();
  readonly #children = new Set<ChildProcess>();
  /** Addresses that were asked for, in order. */
  readonly asked: string[] = [];
  /** True: connections stay open and nothing more comes. */
  stalled = false;

  constructor() {
    this.#server = createServer((request, answer) => {
      this.asked.push(request.url ?? '');
      this.#open.add(answer);
      answer.on('close', () => this.#open.delete(answer));
      this.#answer(request.url ?? '', answer);
    });
  }

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Everybody who listens is cut off. */
  hangUp(): void {
    for (const answer of this.#open) answer.destroy();
  }

  get listeners(): number {
    return this.#open.size;
  }

  stop(): void {
    for (const child of this.#children) child.kill('SIGKILL');
    this.hangUp();
    this.#server.close();
  }

  #answer(path: string, answer: ServerResponse): void {
    const audio = { 'content-type': 'audio/mpeg' };
    switch (path) {
      case '/live':
        answer.writeHead(200, audio);
        this.#stream(answer, encode(TONE, ['-re']));
        return;
      case '/silence':
        answer.writeHead(200, audio);
        this.#stream(answer, encode('anullsrc=r=24000:cl=mono', ['-re']));
        return;
      case '/flood':
        answer.writeHead(200, audio);
        this.#stream(answer, encode(TONE, []));
        return;
      case '/drip':
        answer.writeHead(200, audio);
        this.#drip(answer);
        return;
      case '/page':
        answer.writeHead(200, { 'content-type': 'text/html' });
        answer.end('<html>Vui lòng đăng nhập Wi-Fi</html>'.repeat(500));
        return;
      case '/lying-page':
        answer.writeHead(200, audio);
        answer.end('<html>Vui lòng đăng nhập Wi-Fi</html>'.repeat(500));
        return;
      case '/list':
        answer.writeHead(200, audio);
        answer.end(
          '#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n#EXTINF:10,\nhttp://127.0.0.1:1/x.mp3\n',
        );
        return;
      case '/dumb':
        return;
      default:
        answer.writeHead(path.startsWith('/to?') ? 302 : 404, {
          location: decodeURIComponent(path.slice(4)),
        });
        answer.end();
    }
  }

  #stream(answer: ServerResponse, child: ChildProcess): void {
    this.#children.add(child);
    child.stdout?.on('data', (chunk: Buffer) => {
      if (this.stalled || answer.destroyed) return;
      if (!answer.write(chunk)) child.stdout?.pause();
    });
    answer.on('drain', () => child.stdout?.resume());
    answer.on('close', () => {
      child.kill('SIGKILL');
      this.#children.delete(child);
    });
  }

  #drip(answer: ServerResponse): void {
    const timer = setInterval(() => answer.write('x'), 1_000);
    answer.on('close', () => clearInterval(timer));
  }
}
