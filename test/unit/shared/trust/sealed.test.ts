/** The one wrapper of everything on the wire: what opens it, and that nothing else does. */
import { generateKeyPairSync, sign } from 'node:crypto';
import {
  issueText,
  type KeyRole,
  openSealed,
  parseSealed,
  ROLE_OF,
  readBody,
  SEALED_BODY_MAX,
  type Sealed,
  SealedType,
  type Sign,
  seal,
  signedText,
  type TrustedKey,
  type TrustRoot,
} from '@loaso/shared/trust/sealed';
import { expect } from 'chai';
import fc from 'fast-check';
import { z } from 'zod';
import { createEd25519Check } from '#server/adapters/system/ed25519';

const verify = createEd25519Check();

type Signer = Sign & { readonly key: TrustedKey };

function signerOf(kid: string, role: KeyRole): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const x = publicKey.export({ format: 'jwk' }).x ?? '';
  return {
    kid,
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
    key: { kid, role, publicKey: x, areas: ['*'], revoked: false },
  };
}

const rootOf = (signers: readonly Signer[], change: Partial<TrustRoot> = {}): TrustRoot => ({
  v: 1,
  num: 1,
  keys: signers.map(({ key }) => key),
  thresholds: {},
  ...change,
});

const planner = signerOf('p1', 'plan');
const second = signerOf('p2', 'plan');
const commander = signerOf('c1', 'command');
const root = rootOf([planner, second, commander]);
const BODY = '{"v":1,"text":"Thông báo"}';
const codeOf = (raw: string, trust: TrustRoot = root, type: SealedType = 'plan'): string => {
  const opened = openSealed(raw, type, trust, verify);
  return opened.ok ? `body ${opened.value.body.length}` : opened.error.code;
};

describe('a sealed message', () => {
  it('gives back the very text that was sealed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 2, maxLength: 500 }), (body) => {
        const opened = openSealed(seal('plan', body, [planner]), 'plan', root, verify);
        expect(opened.ok && opened.value.body).to.equal(body);
      }),
      { numRuns: 300 },
    );
  });

  it('opens for the role of its type only', () => {
    for (const type of SealedType.options) {
      for (const signer of [planner, commander]) {
        const raw = seal(type, BODY, [signer]);
        const fits = ROLE_OF[type] === signer.key.role;
        expect(codeOf(raw, root, type), `${type} by ${signer.kid}`).to.equal(
          fits ? `body ${BODY.length}` : 'unknown-key',
        );
      }
    }
  });

  it('is of one type and cannot be taken for another of the same key', () => {
    const stop = JSON.parse(seal('stop', BODY, [commander])) as Sealed;
    expect(codeOf(JSON.stringify(stop), root, 'command')).to.equal('wrong-type');
    const renamed = JSON.stringify({ ...stop, type: 'command' });
    expect(codeOf(renamed, root, 'command')).to.equal('bad-signature');
    expect(signedText('stop', BODY)).to.not.equal(signedText('command', BODY));
  });

  it('opens for no revoked, unknown or borrowed key', () => {
    const revoked = rootOf([{ ...planner, key: { ...planner.key, revoked: true } }]);
    expect(codeOf(seal('plan', BODY, [planner]), revoked)).to.equal('revoked-key');
    const borrowed = { kid: second.kid, sign: planner.sign };
    expect(codeOf(seal('plan', BODY, [borrowed]))).to.equal('bad-signature');
    expect(codeOf(seal('plan', BODY, [{ kid: 'p9', sign: planner.sign }]))).to.equal('unknown-key');
  });

  it('needs as many different keys as its role asks for', () => {
    const both = rootOf([planner, second], { thresholds: { plan: 2 } });
    expect(codeOf(seal('plan', BODY, [planner]), both)).to.equal('too-few-signatures');
    expect(codeOf(seal('plan', BODY, [planner, planner]), both)).to.equal('too-few-signatures');
    expect(codeOf(seal('plan', BODY, [planner, second]), both)).to.equal(`body ${BODY.length}`);
    const twin = { ...planner, kid: 'p3', key: { ...planner.key, kid: 'p3' } };
    const twins = rootOf([planner, twin], { thresholds: { plan: 2 } });
    expect(codeOf(seal('plan', BODY, [planner, twin]), twins)).to.equal('too-few-signatures');
  });

  it('does not open after any change of any character', () => {
    const raw = seal('plan', BODY, [planner]);
    const changed = [...raw].flatMap((sign, at) =>
      ['x', '0', '"', ' ']
        .filter((other) => other !== sign)
        .map((other) => raw.slice(0, at) + other + raw.slice(at + 1)),
    );
    const misread = changed.filter((one) => {
      const opened = openSealed(one, 'plan', root, verify);
      return opened.ok && opened.value.body !== BODY;
    });
    expect(misread).to.deep.equal([]);
  });

  it('is refused by name when it is no message at all', () => {
    const bad = [
      '',
      'null',
      '[]',
      '{}',
      '{"v":1}',
      JSON.stringify({ v: 2, type: 'plan', body: BODY, sigs: [{ kid: 'a', sig: 'b' }] }),
      JSON.stringify({ v: 1, type: 'plan', body: BODY, sigs: [] }),
      JSON.stringify({ v: 1, type: 'plan', body: BODY, sigs: [{ kid: 'a', sig: 'b' }], more: 1 }),
      JSON.stringify({ v: 1, type: 'nothing', body: BODY, sigs: [{ kid: 'a', sig: 'b' }] }),
      seal('plan', 'x'.repeat(SEALED_BODY_MAX + 1), [planner]),
      'x'.repeat(600_001),
    ];
    expect(bad.filter((raw) => parseSealed(raw).ok)).to.deep.equal([]);
    for (const raw of bad) expect(codeOf(raw)).to.equal('malformed');
  });

  it('reads a body by its schema and says in one line what does not fit', () => {
    const schema = z.object({ count: z.int() });
    expect(readBody('{"count":3}', schema)).to.deep.equal({ ok: true, value: { count: 3 } });
    expect(readBody('{"count":"3"}', schema)).to.have.nested.property('error.code', 'malformed');
    expect(readBody('{', schema)).to.have.nested.property('error.code', 'malformed');
    const failed = schema.safeParse({});
    expect(failed.error === undefined ? '' : issueText(failed.error)).to.match(/^count: /);
  });
});
