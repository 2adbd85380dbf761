/**
 * Reception — bàn nhận tin.
 *
 * What every handler of a message works with: the ports, where refusals go, the serialised
 * publication, and where a believed message comes from.
 */
import type { DeviceId } from '@loaso/shared/ids';
import type { Result } from '@loaso/shared/result';
import type { StoredDevice } from '../../ports/store-records.js';
import type { MessageRefusals } from './message-refusals.js';
import type { FleetPorts } from './ports.js';
import type { Published } from './publish.js';
import type { RootKeeper } from './roots.js';

export type Reception = FleetPorts & {
  readonly refusals: MessageRefusals;
  readonly roots: Pick<RootKeeper, 'bring'>;
  readonly publish: (
    ids: readonly DeviceId[],
    why: string,
  ) => Promise<Result<Published, { readonly code: string }>>;
};

/** Why a message does nothing. */
export type Refused = { readonly code: string; readonly detail: string };

/** `arrivedAt` in UTC milliseconds, taken before anything else was done. */
export type From = Reception & { readonly device: StoredDevice; readonly arrivedAt: number };
