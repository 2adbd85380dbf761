/**
 * World of people for tests — người dùng cho kiểm thử.
 *
 * The verbs about people on a real store, with a clock that a test moves and a password hash that
 * costs no time but counts how often it is asked.
 */
import type { Result } from '@loaso/shared/result';
import { instant } from '@loaso/shared/time';
import type { NewUser, User } from '@loaso/shared/wire/http/people';
import { createChance } from '#server/adapters/system/chance';
import { createHashing } from '#server/adapters/system/hashing';
import type { PeopleFlows } from '#server/flows/flows';
import { createPeopleFlows } from '#server/flows/people/people';
import type { PeoplePorts } from '#server/flows/people/ports';
import type { Hashing, Log } from '#server/ports/system';
import { actorOf, openTestStore, QUY_NHON, type TestStore } from './store.js';

export const START = 1_780_000_000_000;
export const GOOD = 'bốn con trâu ngủ trưa';
export const OTHER = 'mưa rào trên bến sông';

export const administrator = actorOf('administrator');

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

type QuickHashing = Hashing & { readonly asked: (string | null)[] };

/** Real SHA-256; a stand-in for Argon2. */
function quickHashing(): QuickHashing {
  const real = createHashing();
  const asked: (string | null)[] = [];
  return {
    ...real,
    asked,
    hashPassword: (password) => Promise.resolve(`$quick$${real.sha256(password)}`),
    verifyPassword: (password, hash) => {
      asked.push(hash);
      return Promise.resolve(hash === `$quick$${real.sha256(password)}`);
    },
  };
}

/** The value of an answer that no refusal was expected in. */
export function given<T>(result: Result<T, { readonly code: string }>): T {
  if (!result.ok) throw new Error(`refused: ${result.error.code}`);
  return result.value;
}

export const codeOf = (result: Result<unknown, { readonly code: string }>): string =>
  result.ok ? 'ok' : result.error.code;

export const newUser = (change: Partial<NewUser> = {}): NewUser => ({
  username: 'lan.tran',
  fullName: 'Trần Thị Lan',
  role: 'official',
  areaId: QUY_NHON,
  password: GOOD,
  ...change,
});

export type PeopleWorld = {
  readonly test: TestStore;
  readonly people: PeopleFlows;
  readonly hashing: QuickHashing;
  /** Moves the clock by so many milliseconds. */
  pass(ms: number): void;
  now(): number;
  add(change?: Partial<NewUser>): Promise<User>;
  /** Logs in and returns the cookie. */
  enter(username?: string, password?: string): Promise<string>;
  /** The same verbs on another password hash. */
  peopleWith(hashing: Hashing): PeopleFlows;
};

export async function openPeopleWorld(): Promise<PeopleWorld> {
  const test = await openTestStore();
  let now = START;
  const clock = { now: () => instant(now) };
  const hashing = quickHashing();
  const ports: PeoplePorts = {
    store: test.store,
    clock,
    chance: createChance(clock),
    hashing,
    log: silent,
  };
  const people = createPeopleFlows(ports);
  return {
    test,
    people,
    hashing,
    now: () => now,
    pass: (ms) => {
      now += ms;
    },
    add: async (change) => given(await people.addUser(administrator, newUser(change))),
    enter: async (username = 'lan.tran', password = GOOD) =>
      given(await people.login(username, password)).token,
    peopleWith: (other) => createPeopleFlows({ ...ports, hashing: other }),
  };
}
