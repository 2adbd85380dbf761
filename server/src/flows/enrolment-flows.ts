/**
 * Verbs about enrolment — các việc về đăng ký cụm loa.
 *
 * Part of the verbs about the fleet: a code is given, taken back, and brought by a box.
 */
import type { DeviceId } from '@loaso/shared/ids';
import type { EnrolReply, EnrolRequest } from '@loaso/shared/wire/enrol';
import type { DeviceDetail, EnrolmentTicket } from '@loaso/shared/wire/http/fleet';
import type { Actor, Answer } from './actor.js';

export type EnrolmentFlows = {
  /** Good for one day where no number of days is given. */
  enrolmentCode(actor: Actor, id: DeviceId, days?: number): Answer<EnrolmentTicket>;
  /** What was given and not used opens nothing any more. */
  withdrawCode(actor: Actor, id: DeviceId): Answer<DeviceDetail>;
  enrol(request: EnrolRequest): Answer<EnrolReply>;
};
