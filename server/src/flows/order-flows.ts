/**
 * Verbs about orders — các việc về lệnh gửi tới cụm.
 *
 * Part of the verbs about the fleet: what is signed for a box, once, and what came of it.
 */
import type { DeviceId, EntryId } from '@loaso/shared/ids';
import type { CommandKind } from '@loaso/shared/wire/command';
import type { DataPlanWish } from '@loaso/shared/wire/data-plan';
import type { DataPlanOrder } from '@loaso/shared/wire/http/fleet';
import type { Actor, Answer } from './actor.js';
import type { Refusal } from './refusals.js';

type Ordered = Answer<{ commandId: string }>;

/** What goes with an order: a share of the volume with `set-volume`, a plan or null with `set-data`. */
export type OrderFigures = {
  readonly volumePercent?: number | undefined;
  readonly data?: DataPlanWish | null | undefined;
};

export type BoxOrdered = { readonly deviceId: DeviceId; readonly refusal: Refusal | null };

export type OrderFlows = {
  stop(actor: Actor, id: DeviceId, entryId: EntryId | null): Ordered;
  command(actor: Actor, id: DeviceId, kind: CommandKind, figures?: OrderFigures): Ordered;
  /** One by one, each on the record for itself; a box that refuses stops no other. */
  setDataOfMany(actor: Actor, order: DataPlanOrder): Answer<BoxOrdered[]>;
  boxLog(actor: Actor, id: DeviceId, commandId: string): Answer<Uint8Array>;
};
