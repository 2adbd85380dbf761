/**
 * Settings of the core — thông số của lõi.
 *
 * Every time and every limit the core uses, in one place, so that a simulation can turn them and a
 * reader can find them. Milliseconds and bytes.
 */
/** Minutes of the local day; a night that ends before it begins ends the next day. */
export type Night = { readonly fromMinute: number; readonly toMinute: number };

/** The relay that powers the amplifier of a box. */
export type AmplifierSetting = {
  /** It is on for so long before the first sample. */
  readonly leadMs: number;
  /** And for so long after the last one. */
  readonly holdMs: number;
  /** Longest time that it is on without a break. */
  readonly onMaxMs: number;
};

export type Settings = {
  readonly agentVersion: string;
  /** A status leaves at least this often. */
  readonly statusEveryMs: number;
  /** And at most this often, whatever changes. */
  readonly statusGapMs: number;
  /** A playing sound marks its position in the journal this often. */
  readonly progressEveryMs: number;
  /** Decoding begins this long before the instant. */
  readonly prepareLeadMs: number;
  /** The start is fixed this long before the instant. */
  readonly playLeadMs: number;
  /** A sound that is already due starts this long after the decision. */
  readonly immediateLeadMs: number;
  /** A later start than this counts as late, and `lateStart` decides. */
  readonly lateAfterMs: number;
  /** Files of an airing are hashed again this long before it. */
  readonly checkLeadMs: number;
  readonly quotaBytes: number;
  /** Space on the disk that downloads never touch. */
  readonly reserveBytes: number;
  readonly downloadsAtOnce: number;
  /** First pause after a failed download; doubles up to the second figure. */
  readonly retryMinMs: number;
  readonly retryMaxMs: number;
  /** Longest pause after bytes that were wrong, while there is time. */
  readonly wasteRetryMaxMs: number;
  /** The journal is rewritten when it grows beyond this. */
  readonly journalBytesMax: number;
  /** Records without a receipt go out again after this; doubles up to the second figure. */
  readonly resendMinMs: number;
  readonly resendMaxMs: number;
  /** The server's time is asked for this often while the link holds. */
  readonly askTimeEveryMs: number;
  /** Everything is asked for this often while the link holds. */
  readonly askAllEveryMs: number;
  /** The box looks around at least this often, whatever it expects. */
  readonly lookEveryMs: number;
  /** A battery clock is looked at this often: NTP may set it wrong, and then the power may go. */
  readonly batteryLookEveryMs: number;
  /** Sent and received a calendar month; null for no limit. */
  readonly dataBudgetBytes: number | null;
  /** When what is not due before its end is fetched; null for at once. */
  readonly night: Night | null;
  /** Null where the amplifier is always on, or switches itself. */
  readonly amplifier: AmplifierSetting | null;
};

export const SETTINGS: Settings = {
  agentVersion: '0.1.0',
  statusEveryMs: 60_000,
  statusGapMs: 1_000,
  progressEveryMs: 5_000,
  prepareLeadMs: 20_000,
  playLeadMs: 500,
  immediateLeadMs: 40,
  lateAfterMs: 1_000,
  checkLeadMs: 5 * 60_000,
  quotaBytes: 2_000_000_000,
  reserveBytes: 64_000_000,
  downloadsAtOnce: 2,
  retryMinMs: 5_000,
  retryMaxMs: 10 * 60_000,
  wasteRetryMaxMs: 6 * 3_600_000,
  journalBytesMax: 2_000_000,
  resendMinMs: 15_000,
  resendMaxMs: 5 * 60_000,
  askTimeEveryMs: 10 * 60_000,
  askAllEveryMs: 6 * 3_600_000,
  lookEveryMs: 15 * 60_000,
  batteryLookEveryMs: 60_000,
  dataBudgetBytes: null,
  night: null,
  amplifier: null,
};
