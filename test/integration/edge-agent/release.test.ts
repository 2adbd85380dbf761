/** A release from the vendor's machine to the shelf of a box: from a file, over a bad line, or refused. */
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TrustRoot } from '@loaso/shared/trust/sealed';
import { expect } from 'chai';
import { createDiskCache } from '#edge-agent/adapters/disk-cache';
import { createHttpDownloader, DOWNLOAD_LIMITS } from '#edge-agent/adapters/http/downloader';
import { createVerify } from '#edge-agent/adapters/keys';
import { planBoot, planConfirm } from '#edge-agent/update/planner';
import { realReleaseDisk } from '#edge-agent/update/release-disk';
import { createShelf } from '#edge-agent/update/shelf';
import {
  type Admit,
  installFromFile,
  installFromOffer,
  type UpdateRoom,
} from '#edge-agent/update/updater';
import { release } from '#server/cli/release';
import { openKeyRing } from '#server/signer/keys';
import { fileOf, manifestOf, releaseSigner, rootOf, sealRelease } from '../../support/release.js';
import { NO_DIAL } from './file-server.js';

const NEEDS = { link: true, plan: true, output: true };
const PROGRAM = `process.stdout.write('${'new '.repeat(40_000)}');\n`;

/** What a file server says of the rest of a file of `sizeBytes`. */
const headersOf = (from: number, sizeBytes: number) => ({
  'content-type': 'application/octet-stream',
  'content-length': sizeBytes - from,
  ...(from > 0 ? { 'content-range': `bytes ${from}-${sizeBytes - 1}/${sizeBytes}` } : {}),
});

describe('a release', () => {
  let folder: string;
  const at = (name: string): string => join(folder, name);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'loaso-release-'));
    writeFileSync(at('agent.mjs'), PROGRAM);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function room(root: TrustRoot, part: Partial<UpdateRoom> = {}): UpdateRoom {
    return {
      shelf: createShelf(at('releases'), realReleaseDisk),
      incoming: createDiskCache(at('releases/incoming')),
      verify: createVerify(),
      root: () => root,
      arch: 'amd64',
      runningVersion: '1.0.0',
      packagedVersion: '1.0.0',
      reserveBytes: 0,
      time: () => ({ atMs: Date.now(), floorMs: 0 }),
      ...part,
    };
  }

  const runs = async ({ shelf }: UpdateRoom): Promise<string> =>
    (await shelf.decide('1.0.0', planBoot)).run;

  /** Key, trust and file as the commands make them. @returns what a box of that server trusts */
  async function made(num: string): Promise<TrustRoot> {
    if (!existsSync(at('vendor'))) {
      process.env['LOASO_DATA_DIR'] = at('server');
      await release(['keygen', '--key', at('vendor')]);
      await release(['trust', at('vendor.pub')]);
      delete process.env['LOASO_DATA_DIR'];
    }
    const what = ['--agent', at('agent.mjs'), '--version', `1.${num}.0`, '--num', num];
    await release(['pack', ...what, '--key', at('vendor'), '--out', at(`r${num}.loaso`)]);
    return openKeyRing(at('server/signer')).root;
  }

  it('signed by the command is taken by a box that enrolled at the server, and only once', async () => {
    const box = room(await made('1'));
    const installed = await installFromFile(box, at('r1.loaso'), NEEDS, false);
    expect(installed).to.have.nested.property('value.version', '1.1.0');
    expect(await runs(box)).to.equal('a');
    expect(readFileSync(at('releases/a/agent.mjs'), 'utf8')).to.equal(PROGRAM);
    await box.shelf.carryOut(planConfirm(await box.shelf.look('1.0.0')));
    const again = await installFromFile(box, at('r1.loaso'), NEEDS, false);
    expect(again).to.have.nested.property('error.code', 'old-number');
    await made('2');
    expect(await installFromFile(box, at('r2.loaso'), NEEDS, false)).to.have.property('ok', true);
    expect(await runs(box)).to.equal('b');
  });

  it('on a full card changes nothing, and says how much it lacks', async () => {
    const box = room(await made('1'), { reserveBytes: Number.MAX_SAFE_INTEGER });
    const refused = await installFromFile(box, at('r1.loaso'), NEEDS, false);
    expect(refused).to.have.nested.property('error.code', 'no-room');
    expect(await runs(box)).to.equal('packaged');
  });

  it('of another vendor, changed, cut short or longer than signed changes nothing', async () => {
    const root = await made('1');
    const box = room(root);
    const codeOf = async (path: string): Promise<string | undefined> => {
      const installed = await installFromFile(box, path, NEEDS, false);
      return installed.ok ? undefined : installed.error.code;
    };
    const whole = readFileSync(at('r1.loaso'));
    const file = at('r.loaso');
    const stranger = releaseSigner('release-0');
    writeFileSync(file, `${sealRelease(manifestOf({}), [stranger])}\nprogram`);
    expect(await codeOf(file)).to.equal('unknown-key');
    writeFileSync(file, PROGRAM);
    expect(await codeOf(file)).to.equal('malformed');
    const flipped = Buffer.from(whole);
    flipped[flipped.length - 20] = (flipped.at(-20) ?? 0) ^ 1;
    writeFileSync(file, flipped);
    expect(await codeOf(file)).to.equal('wrong-hash');
    writeFileSync(file, whole);
    truncateSync(file, whole.length - 1);
    expect(await codeOf(file)).to.equal('wrong-hash');
    writeFileSync(file, whole);
    appendFileSync(file, 'x');
    expect(await codeOf(file)).to.equal('wrong-hash');
    expect(await runs(box)).to.equal('packaged');
    expect((await box.shelf.look('1.0.0')).state.highestNum).to.equal(0);
    // The positive twin: the same bytes, unchanged.
    writeFileSync(file, whole);
    expect(await codeOf(file)).to.equal(undefined);
  });

  describe('offered over the line', () => {
    let server: Server;
    let asked: string[];
    /** How many bytes of an answer get through before the line breaks. */
    let through: number;
    beforeEach(async () => {
      asked = [];
      through = Number.POSITIVE_INFINITY;
      const bytes = Buffer.from(PROGRAM);
      server = createServer((request, response) => {
        const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
        asked.push(request.headers.range ?? 'whole');
        response.writeHead(from > 0 ? 206 : 200, headersOf(from, bytes.length));
        if (through >= bytes.length) response.end(bytes.subarray(from));
        else response.write(bytes.subarray(from, through), () => response.destroy());
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
    });
    afterEach(() => {
      server.close();
      server.closeAllConnections();
    });

    it('comes in pieces over a line that breaks, and is installed when its hash is right', async () => {
      const vendor = releaseSigner('release-1');
      const box = room(rootOf([vendor]));
      const body = manifestOf({
        files: [fileOf(PROGRAM)],
        iat: Date.now(),
        exp: Date.now() + 86_400_000,
        version: '1.1.0',
      });
      const audioBaseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const login = { audioBaseUrl, user: 'box-1', secret: 's', dial: NO_DIAL };
      const downloader = createHttpDownloader(login, DOWNLOAD_LIMITS);
      const offer = sealRelease(body, [vendor]);
      through = 30_000;
      const broken = await installFromOffer(box, offer, NEEDS, { downloader, admit: () => null });
      expect(broken).to.have.nested.property('error.code', 'not-fetched');
      expect(await runs(box)).to.equal('packaged');
      through = Number.POSITIVE_INFINITY;
      // Only what is missing is asked for, and nothing of it comes while it is held back.
      const coming: number[] = [];
      const admit: Admit = ({ sizeBytes }) => {
        coming.push(sizeBytes);
        return { code: 'held', detail: 'waits' };
      };
      const questions = asked.length;
      const held = await installFromOffer(box, offer, NEEDS, { downloader, admit });
      expect(held).to.have.nested.property('error.code', 'held');
      expect(asked.length).to.equal(questions);
      expect(coming[0]).to.be.within(1, Buffer.byteLength(PROGRAM) - 1);
      const installed = await installFromOffer(box, offer, NEEDS, {
        downloader,
        admit: () => null,
      });
      expect(installed).to.have.property('ok', true);
      expect(asked[0]).to.equal('whole');
      expect(asked.at(-1)).to.match(/^bytes=[1-9]\d*-$/);
      expect(readFileSync(at('releases/a/agent.mjs'), 'utf8')).to.equal(PROGRAM);
    });

    it('is not asked for when nobody signed it', async () => {
      const box = room(rootOf([releaseSigner('release-1')]));
      const offer = sealRelease(manifestOf({}), [releaseSigner('release-1')]);
      const port = (server.address() as AddressInfo).port;
      const login = {
        audioBaseUrl: `http://127.0.0.1:${port}`,
        user: 'b',
        secret: 's',
        dial: NO_DIAL,
      };
      const downloader = createHttpDownloader(login, DOWNLOAD_LIMITS);
      const refused = await installFromOffer(box, offer, NEEDS, { downloader, admit: () => null });
      expect(refused).to.have.nested.property('error.code', 'bad-signature');
      expect(asked).to.deep.equal([]);
    });
  });
});
