/** One stored message of every wire type and version: what was once said must stay readable. */
import { readdirSync, readFileSync } from 'node:fs';
import {
  openSealed,
  readBody,
  type Sealed,
  SealedType,
  signedText,
  TrustRoot,
} from '@loaso/shared/trust/sealed';
import { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import { Ack } from '@loaso/shared/wire/ack';
import { Ask, Gone } from '@loaso/shared/wire/ask';
import { TimeReply } from '@loaso/shared/wire/clock';
import { Command, Stop } from '@loaso/shared/wire/command';
import { EnrolmentCode, EnrolReply, EnrolRequest } from '@loaso/shared/wire/enrol';
import { Plan } from '@loaso/shared/wire/plan';
import { PlayRecords } from '@loaso/shared/wire/play-record';
import { Receipt } from '@loaso/shared/wire/receipt';
import { Release } from '@loaso/shared/wire/release';
import { CommandResult } from '@loaso/shared/wire/result';
import { Status } from '@loaso/shared/wire/status';
import { TOPICS } from '@loaso/shared/wire/topics';
import { Drill, Urgent } from '@loaso/shared/wire/urgent';
import { expect } from 'chai';
import type { z } from 'zod';
import { createEd25519Check } from '#server/adapters/system/ed25519';

const FOLDER = new URL('../samples/', import.meta.url);
const textOf = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8').trim();
const verify = createEd25519Check();
const rootOf = (name: string): TrustRoot => TrustRoot.parse(JSON.parse(textOf(name)));
const root = rootOf('trust-root-v1.json');
/** Messages of later versions, each under the key it came with. */
const LATER = [
  ['envelope', 'envelope-v2.json', rootOf('trust-root-2-v1.json')],
  ['envelope', 'envelope-v3.json', rootOf('trust-root-3-v1.json')],
] as const;

const SCHEMAS: Record<SealedType, z.ZodType<object>> = {
  root: TrustRoot,
  envelope: SoundEnvelope,
  plan: Plan,
  urgent: Urgent,
  drill: Drill,
  stop: Stop,
  command: Command,
  release: Release,
  time: TimeReply,
  receipt: Receipt,
  ack: Ack,
  status: Status,
  records: PlayRecords,
  result: CommandResult,
  ask: Ask,
  gone: Gone,
};
type Named = keyof typeof SCHEMAS;
const NAMES = Object.keys(SCHEMAS) as Named[];

describe('a stored message', () => {
  it('exists for every type on the wire', () => {
    const sealed = SealedType.options.map((type) => `${type}-v1.json`);
    const later = LATER.map(([, file]) => file);
    const others = ['enrol-reply-v1.json', 'enrol-request-v1.json', 'trust-root-v1.json'];
    const roots = ['trust-root-2-v1.json', 'trust-root-3-v1.json'];
    expect(readdirSync(FOLDER).sort()).to.deep.equal(
      [...sealed, ...later, ...others, ...roots].sort(),
    );
    expect(
      Object.values(TOPICS)
        .map(({ type }) => type)
        .sort(),
    ).to.deep.equal([...SealedType.options].sort());
  });

  const first = NAMES.map((name) => [name, `${name}-v1.json`, root] as const);
  for (const [name, file, keys] of [...first, ...LATER]) {
    it(`${file} is still opened, read and understood whole`, () => {
      const opened = openSealed(textOf(file), name, keys, verify);
      if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.detail}`);
      const read = readBody(opened.value.body, SCHEMAS[name]);
      if (!read.ok) throw new Error(read.error.detail);
      expect(read.value).to.deep.equal(JSON.parse(opened.value.body));
    });
  }

  it('of a box may carry more than this server knows; one that orders a box may not', () => {
    const more = (name: Named): string[] => {
      const opened = openSealed(textOf(`${name}-v1.json`), name, root, verify);
      const body = opened.ok ? { ...JSON.parse(opened.value.body), later: 1 } : {};
      return readBody(JSON.stringify(body), SCHEMAS[name]).ok ? [name] : [];
    };
    expect(NAMES.flatMap(more).sort()).to.deep.equal([
      'ack',
      'ask',
      'gone',
      'records',
      'result',
      'status',
    ]);
  });

  it('stands in the protocol page as it is', () => {
    const page = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');
    const { body, sigs } = JSON.parse(textOf('receipt-v1.json')) as Sealed;
    expect(page).to.include(`"sig":"${sigs[0]?.sig}"`);
    expect(page).to.include(`\n${signedText('receipt', body)}\n`);
  });

  it('of enrolment is still understood, both ways', () => {
    const request = EnrolRequest.parse(JSON.parse(textOf('enrol-request-v1.json')));
    expect(EnrolmentCode.safeParse(request.code).success).to.equal(true);
    const reply = EnrolReply.parse(JSON.parse(textOf('enrol-reply-v1.json')));
    expect(openSealed(reply.envelope, 'envelope', reply.root, verify).ok).to.equal(true);
  });
});
