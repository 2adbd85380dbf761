/**
 * The list of log events — danh mục sự kiện nhật ký.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { LOG_EVENTS } from '#server/adapters/system/log-events';

const SOURCE = 'server/src';
const CALL = /\blog\??\.(?:info|warn|error)\(\s*'([^']+)'/g;

async function eventsInSource(): Promise<Set<string>> {
  const files = await readdir(SOURCE, { recursive: true });
  const texts = await Promise.all(
    files
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFile(join(SOURCE, file), 'utf8')),
  );
  return new Set(texts.flatMap((text) => [...text.matchAll(CALL)].map(([, event]) => event ?? '')));
}

describe('The list of log events', () => {
  it('holds every event that the server writes', async () => {
    const missing = [...(await eventsInSource())].filter(
      (event) => !(LOG_EVENTS as readonly string[]).includes(event),
    );
    expect(missing, 'add them to adapters/system/log-events.ts').to.deep.equal([]);
  });

  it('names no event twice', () => {
    expect(new Set(LOG_EVENTS).size).to.equal(LOG_EVENTS.length);
  });
});
