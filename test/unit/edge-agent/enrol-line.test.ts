/** An enrolment never crosses an open line unless somebody wants it so: edge-agent/enrol. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { realFiles } from '#edge-agent/adapters/journal/file-layer';
import { makeKey, readKey } from '#edge-agent/adapters/keys';
import { EnrolFault, enrol, loadIdentity } from '#edge-agent/enrol';
import type { PostJson } from '#edge-agent/ports';
import { ROOT } from './sealing.js';

const REPLY = {
  v: 1,
  dev: 'loa-000001',
  area: '21553',
  name: 'Cụm chợ',
  secret: 's'.repeat(43),
  brokerUrl: 'mqtts://loaso.example:8883',
  audioBaseUrl: 'https://loaso.example/audio',
  root: ROOT,
  envelope: '{}',
};

describe('edge-agent/enrol', () => {
  let state: string;
  let asked: string[];

  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), 'loaso-enrol-'));
    asked = [];
  });
  afterEach(() => rmSync(state, { recursive: true }));

  const attempt = async (server: string, reply: object = REPLY, insecure = false) => {
    const order = { server, code: 'C', state, agentVersion: '1', insecure };
    const post: PostJson = (url) => {
      asked.push(url);
      return Promise.resolve({ status: 200, text: JSON.stringify(reply) });
    };
    try {
      await enrol(order, { post, files: realFiles, makeKey, readKey });
      return 'enrolled';
    } catch (cause) {
      if (cause instanceof EnrolFault) return cause.message;
      throw cause;
    }
  };

  it('sends no code over an open line', async () => {
    for (const server of [
      'http://loaso.example',
      'loaso.example',
      'http://127.0.0.1.evil.example',
    ]) {
      expect(await attempt(server), server).to.include('--insecure');
    }
    expect(asked).to.deep.equal([]);
  });

  it('keeps no answer that leads to an open line', async () => {
    for (const open of [
      { brokerUrl: 'mqtt://rogue.example:1883' },
      { audioBaseUrl: 'http://rogue.example/audio' },
    ]) {
      expect(await attempt('https://loaso.example', { ...REPLY, ...open })).to.include('rogue');
      expect(loadIdentity(state)).to.equal(null);
    }
  });

  it('takes what is sheltered, this machine, and what somebody wants to be open', async () => {
    const own = {
      ...REPLY,
      brokerUrl: 'mqtt://127.0.0.1:1883',
      audioBaseUrl: 'http://[::1]/audio',
    };
    for (const [server, reply, insecure] of [
      ['https://loaso.example', REPLY, false],
      ['http://localhost:8080', own, false],
      ['http://192.168.1.2', { ...REPLY, brokerUrl: 'mqtt://192.168.1.2' }, true],
    ] as const) {
      rmSync(join(state, 'identity.json'), { force: true });
      expect(await attempt(server, reply, insecure), server).to.equal('enrolled');
    }
  });
});
