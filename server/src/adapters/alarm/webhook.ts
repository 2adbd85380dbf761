/**
 * Webhook — báo sự cố tới dịch vụ nhắn tin của cơ quan.
 *
 * Posts one JSON message to one address and takes any 2xx for taken. How the address is reached, and
 * which addresses may be reached, is for the guarded reach that it is given.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import type { AlarmChannel, AlarmMessage } from '../../ports/alarm.js';

type Call = {
  readonly method: 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Connects within its own limits; any status is an answer. */
export type Reach = (
  call: Call,
) => Promise<Result<{ readonly status: number }, { readonly detail: string }>>;

export const createWebhook =
  (url: string, reach: Reach): AlarmChannel =>
  async (message) => {
    const answer = await reach({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(bodyOf(message)),
    });
    if (!answer.ok) return err({ detail: answer.error.detail });
    const { status } = answer.value;
    return status >= 200 && status < 300 ? ok(null) : err({ detail: `status ${status}` });
  };

/** `text` is what chat services show; the rest is for programs. */
function bodyOf(message: AlarmMessage) {
  const { what, text, at } = message;
  if ('hold' in message) return { v: 1, event: `plans.${what}`, text, at, hold: message.hold };
  const { incident } = message;
  const { id, cause, operator, areaIds, deviceIds, peak, startedAt, resolvedAt } = incident;
  return {
    v: 1,
    event: `incident.${what}`,
    text,
    at,
    incident: {
      id,
      cause,
      operator,
      areaIds,
      boxes: resolvedAt === null ? deviceIds.length : peak,
      startedAt,
      resolvedAt,
    },
  };
}
