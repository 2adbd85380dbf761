/**
 * System clock — đồng hồ của máy.
 *
 * The server's wall clock, kept right by the machine's own time service. Flows get it as a port, so
 * that a test can hold time still.
 */
import { instant } from '@loaso/shared/time';
import type { Clock } from '../../ports/system.js';

export const createSystemClock = (): Clock => ({ now: () => instant(Date.now()) });
