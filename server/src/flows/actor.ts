/**
 * Who asks, and what they are told — người dùng, câu trả lời.
 *
 * The two shapes every verb has in common: a person at work in an area, and a value or a refusal.
 */
import type { AreaId, UserId } from '@loaso/shared/ids';
import type { Result } from '@loaso/shared/result';
import type { Role } from '@loaso/shared/wire/http/people';
import type { Hands } from '../core/access/station-hands.js';
import type { Refusal } from './refusals.js';

/** Who asks: a person at work in an area, with a role. */
export type Actor = {
  readonly userId: UserId;
  readonly username: string;
  readonly fullName: string;
  readonly role: Role;
  readonly areaId: AreaId;
  /** The boxes of their stations; absent for who works for the whole area. */
  readonly hands?: Hands;
};

export type Answer<T> = Promise<Result<T, Refusal>>;
