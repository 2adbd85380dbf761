/**
 * Alarms of the server — đường báo sự cố.
 *
 * Reads the rules and channels from the configuration; a webhook is reached through the guard that
 * voices use, at its own host alone.
 */
import { createWebhook, type Reach } from '../adapters/alarm/webhook.js';
import { reach } from '../adapters/speech/http-reach.js';
import type { Config } from '../config.js';
import type { AlarmChannel, Alarms } from '../ports/alarm.js';

const TIMEOUT_MS = 5_000;
const ANSWER_MAX_BYTES = 65_536;
const MINUTE_MS = 60_000;
/** An incident that heals within this was nobody's business. */
const SETTLE_MS = 2 * MINUTE_MS;
/** So many boxes do not wait for the morning. */
const GRAVE_BOXES = 20;

/** @param pageUrl address of the dashboard, for links */
export function createAlarms(config: Config, pageUrl: () => string): Alarms {
  const [from = '', until = ''] = config.alarmHours.split('-');
  return {
    rules: {
      fromMinute: minuteOf(from),
      untilMinute: minuteOf(until),
      settleMs: SETTLE_MS,
      escalateMs: config.escalateMinutes * MINUTE_MS,
      graveBoxes: GRAVE_BOXES,
    },
    first: channelsOf(config.incidentWebhook, config),
    above: channelsOf(config.escalationWebhook, config),
    letters: config.smtpHost === '' ? null : { pageUrl },
  };
}

function minuteOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}

function channelsOf(address: string, { webhookPrivate }: Config): AlarmChannel[] {
  if (address === '') return [];
  const limits = {
    hosts: [new URL(address).host],
    timeoutMs: TIMEOUT_MS,
    maxBytes: ANSWER_MAX_BYTES,
    allowPrivate: webhookPrivate,
  };
  const call: Reach = (message) => reach(message, limits, new AbortController().signal);
  return [createWebhook(address, call)];
}
