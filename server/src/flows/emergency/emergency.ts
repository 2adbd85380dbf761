/**
 * Emergencies — các việc cảnh báo khẩn cấp.
 *
 * Ties the verbs of this folder to their ports, and to the fleet: what boxes say of an order goes
 * straight to its board. The beat is given from outside, so that a test can move time.
 */
import type { UrgentDesk } from '../../ports/fleet.js';
import type { EmergencyFlows } from '../flows.js';
import { beatOnce, loadOpen, resumeSending } from './beat.js';
import { type Boards, createBoards, type Figures } from './boards.js';
import { confirmEmergency, vetoEmergency } from './confirm.js';
import { sendAgain } from './deliver.js';
import { emergencyDesk, forecastEmergency, showEmergency } from './desk.js';
import { beginFactor, confirmFactor, myFactor } from './factors.js';
import type { EmergencyPorts } from './ports.js';
import type { EmergencyRoom } from './room.js';
import { startEmergency } from './start.js';
import { sendStops, stopEmergency } from './stop.js';

export type EmergencyService = EmergencyFlows & {
  /** What the fleet tells and asks. */
  readonly desk: UrgentDesk;
  /** Every half second. */
  beat(): Promise<void>;
  /** Before boxes can speak: the orders that were open. */
  load(): Promise<number>;
  /** When boxes can be reached: goes on with what was being sent. */
  resume(): Promise<void>;
  /** Waits for what is being handed over. */
  settled(): Promise<void>;
  readonly figures: () => Readonly<Figures>;
};

export function createEmergencyFlows(ports: EmergencyPorts): EmergencyService {
  const boards = createBoards();
  const room: EmergencyRoom = { ...ports, boards };
  return {
    emergencyDesk: (actor) => emergencyDesk(room, actor),
    forecast: (actor, question) => forecastEmergency(room, actor, question),
    start: (actor, request) => startEmergency(room, actor, request),
    show: (actor, id) => showEmergency(room, actor, id),
    confirm: (actor, id, code) => confirmEmergency(room, actor, { id, code }),
    veto: (actor, id) => vetoEmergency(room, actor, id),
    stopOrder: (actor, id) => stopEmergency(room, actor, id),
    factor: (actor) => myFactor(room, actor),
    beginFactor: (actor, proof) => beginFactor(room, actor, proof),
    confirmFactor: (actor, code) => confirmFactor(room, actor, code),
    desk: { ...boards, asked: (device, bootId) => asked(room, boards, { device, bootId }) },
    beat: () => beatOnce(room),
    load: () => loadOpen(room),
    resume: () => resumeSending(room),
    settled: async () => {
      await Promise.all(boards.all().flatMap(({ delivering, stopping }) => [delivering, stopping]));
    },
    figures: boards.figures,
  };
}

type Asking = { readonly device: Parameters<UrgentDesk['asked']>[0]; readonly bootId: string };

/** Urgent first: a box that comes back hears of it before its plan. */
async function asked(room: EmergencyRoom, boards: Boards, { device, bootId }: Asking) {
  const now = room.clock.now();
  for (const board of boards.all()) {
    const { emergency, boxes, halted } = board;
    const box = boxes.get(device);
    if (box === undefined || emergency.message.exp <= now) continue;
    if (halted) {
      // The broker may have kept the order for it; only a stop of now still silences it.
      const why = `stopped ${emergency.id}`;
      await sendStops(room, [box], { id: emergency.id, why });
    } else if (emergency.state === 'sent') await sendAgain(room, board, { box, bootId });
  }
}
