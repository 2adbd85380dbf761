/**
 * Own words — bản tin có phần mình viết.
 *
 * Who made or changed a part of a bulletin leaves its approval to somebody else.
 */
import type { BulletinSummary } from '@loaso/shared/wire/http/content';
import type { User } from '@loaso/shared/wire/http/people';

export const hasWritten = ({ writtenBy }: BulletinSummary, me: User): boolean =>
  writtenBy.some(({ userId }) => userId === me.id);
