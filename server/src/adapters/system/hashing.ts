/**
 * Hashing — băm và mật khẩu.
 *
 * SHA-256 for names of content and of tokens, Argon2id for passwords, Ed25519 for what boxes sign.
 * A comparison without a stored hash takes as long as one with, so that time tells nobody which
 * names exist.
 */
import { createHash } from 'node:crypto';
import { Sha256 } from '@loaso/shared/ids';
import { hash, verify } from '@node-rs/argon2';
import type { Hashing } from '../../ports/system.js';
import { createEd25519Check } from './ed25519.js';

/** Argon2id is the library's default algorithm. Twice the passes of OWASP's 46 MiB profile (2023). */
const COST = { memoryCost: 47_104, timeCost: 2, parallelism: 1 } as const;

/** What a password is compared with when nobody has that name: the hash of 32 bytes thrown away. */
const NOBODY =
  '$argon2id$v=19$m=47104,t=2,p=1$BlnWJd6wWLrKop0ZRL8NTA$sCCg2x5cer1+YNzz9nRLFZFywVwv+LeaPxiLQs7yfjY';

const PHC = /^\$argon2id\$/;

export function createHashing(): Hashing {
  return {
    sha256: (text) => Sha256.parse(createHash('sha256').update(text, 'utf8').digest('hex')),
    hashPassword: (password) => hash(password, COST),
    async verifyPassword(password, stored) {
      // Anything that is no Argon2id hash marks an account nobody may enter.
      const usable = stored !== null && PHC.test(stored);
      const fits = await verify(usable ? stored : NOBODY, password);
      return usable && fits;
    },
    verify: createEd25519Check(),
  };
}
