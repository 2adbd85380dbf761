/**
 * Room for emergencies — phòng cảnh báo khẩn cấp.
 *
 * What every verb of this folder works with: the ports, and the orders that are open now.
 */
import type { Boards } from './boards.js';
import type { EmergencyPorts } from './ports.js';

export type EmergencyRoom = EmergencyPorts & { readonly boards: Boards };
