/**
 * Diagnosis — chẩn đoán cụm loa: nguyên nhân, mức tin cậy, bằng chứng, việc cần làm.
 *
 * Naive Bayes over a closed list of causes: signs weigh by how much more often they are seen with one
 * cause than with another, and the weight is damped because signs lean on one another. Says "unknown"
 * where the evidence is thin; guesses nothing that no sign supports.
 */
import { formatLocal, instant } from '@loaso/shared/time';
import { type Cause, HEALTHY } from './diagnose-causes.js';
import { evidenceOf } from './diagnose-evidence.js';
import { answerOf, LEAST_SHARE, oddsOf, type Ranked, rank } from './diagnose-rank.js';
import { type Around, NOBODY } from './diagnose-scene.js';
import { type Patient, SIGN_NAMES, type Sign, type Signs, signsOf } from './diagnose-signs.js';
import { type Facts, nextStepOf, sentenceOf } from './diagnose-words.js';
import { contactOf, holdsDesired, lostAtOf, SETTLE_MS, willSoundAlone } from './presence.js';
import type { Words } from './refusal-words.js';
import { selfHeardOf } from './self-heard.js';
import { say } from './sentences.js';

export type { Patient } from './diagnose-signs.js';

export type Diagnosis = {
  /**
   * `well`; `waiting`: too early to say, or on its way; `trouble`: see `cause`; `outside`: not in
   * service, so nothing can ail it.
   */
  readonly state: 'well' | 'waiting' | 'trouble' | 'outside';
  readonly cause: Cause | 'unknown' | null;
  /** 0..1, of `cause`. */
  readonly confidence: number;
  readonly sentence: Words;
  readonly next: Words | null;
  readonly evidence: readonly Words[];
  /** Likeliest first, at most three. */
  readonly ranked: readonly Ranked[];
  readonly sinceAt: number | null;
  /** Ailing or out of sight, and sounding on time all the same. */
  readonly carriesOn: boolean;
};

const EVIDENCE_MAX = 5;
/** A sign this much likelier with the cause than without is worth telling. */
const TELLING_RATIO = 1.25;

/** @param around neighbours as they are now; without them each box is judged by itself */
export function diagnose(patient: Patient, now: number, around: Around = NOBODY): Diagnosis {
  const plain = outsideOf(patient);
  if (plain !== null) return quiet('outside', plain);
  const signs = signsOf(patient, around, now);
  const waiting = waitingOf(patient, around, now);
  if (waiting !== null) return { ...quiet('waiting', waiting), sinceAt: lostAtOf(patient, now) };
  if (!ails(signs)) return quiet(...calmOf(patient, now));
  const ranked = rank(signs);
  const facts: Facts = {
    patient,
    around,
    signs,
    sinceAt: sinceOf(patient, now),
    carriesOn: willSoundAlone(patient, now),
    now,
  };
  return conclude(ranked, facts);
}

const quiet = (state: Diagnosis['state'], sentence: Words): Diagnosis => ({
  state,
  cause: null,
  confidence: 1,
  sentence,
  next: null,
  evidence: [],
  ranked: [],
  sinceAt: null,
  carriesOn: false,
});

function outsideOf({ state, lastSeenAt }: Patient): Words | null {
  if (state === 'registered') {
    return say(
      'Chưa đăng ký: hãy nhập mã đăng ký tại cụm.',
      'Not enrolled yet: enter a code at the box.',
    );
  }
  if (state === 'revoked')
    return say('Đã thu hồi, không được kết nối.', 'Revoked: it may not connect.');
  return lastSeenAt === null
    ? say('Đã đăng ký nhưng chưa liên lạc lần nào.', 'Enrolled, but never heard from.')
    : null;
}

const at = (ms: number): string => formatLocal(instant(ms));

/** A box alone out of sight may come back in a moment; one among many will not. */
function waitingOf(patient: Patient, { commune, kin, fleet }: Around, now: number): Words | null {
  const { lastSeenAt, status, past } = patient;
  if (contactOf(patient, now) === 'away' && lastSeenAt !== null && past?.maintenance == null) {
    const many = [commune, kin, fleet].some((one) => one !== null && one.lost >= one.of * 0.3);
    const told = status?.vitals?.mains === 'battery';
    if (many || told) return null;
    return say(
      `Mất liên lạc từ ${at(lastSeenAt)}; chờ cụm kết nối lại.`,
      `No word since ${at(lastSeenAt)}; waiting for it to come back.`,
    );
  }
  return status === null && contactOf(patient, now) === 'here'
    ? say('Đã kết nối, chưa báo trạng thái.', 'Connected, but has not reported its state yet.')
    : null;
}

/** Signs that are somebody's business; the others only explain. */
const COMPLAINTS: Partial<Record<Sign, readonly string[]>> = {
  contact: ['gone', 'flapping'],
  mains: ['battery'],
  volts: ['low'],
  heat: ['hot'],
  data: ['over'],
  disk: ['full'],
  card: ['bad', 'unwritable'],
  clock: ['coarse', 'unknown'],
  output: ['broken'],
  horns: ['fault'],
  plan: ['late', 'refused'],
  files: ['stuck'],
  starts: ['many'],
  twins: ['seen'],
  aired: ['failed'],
};

const ails = (signs: Signs): boolean =>
  SIGN_NAMES.some((sign) => COMPLAINTS[sign]?.includes(signs[sign] ?? '') === true);

/** One play alone: the light is amber, and this is why. */
const DOUBTED = say(
  'Micro của cụm không nhận ra lượt phát vừa rồi; lượt sau sẽ cho biết loa có hỏng không.',
  'Its microphone did not recognise the last play; the next one will tell whether a horn is at fault.',
);

function calmOf({ status, desired }: Patient, now: number): ['well' | 'waiting', Words] {
  if (status === null) return ['well', WELL];
  if (!holdsDesired(status, desired) && now - (desired?.publishedAt ?? 0) <= SETTLE_MS) {
    return ['waiting', say('Kế hoạch mới đang được gửi tới cụm.', 'The new plan is on its way.')];
  }
  const missing = Math.max(0, status.cache.needed - status.cache.have);
  if (missing > 0) {
    return [
      'waiting',
      say(`Còn thiếu ${missing} tệp âm thanh.`, `${missing} audio files are still missing.`),
    ];
  }
  if (selfHeardOf(status) === 'doubt') return ['well', DOUBTED];
  return status.output.virtual
    ? [
        'well',
        say(
          'Chạy thử: cụm không nối với loa thật.',
          'Trial run: no real loudspeaker is connected.',
        ),
      ]
    : ['well', WELL];
}

const WELL = say('Hoạt động bình thường.', 'All is well.');

function conclude(ranked: readonly Ranked[], facts: Facts): Diagnosis {
  const top = answerOf(ranked, facts.signs);
  const shown = ranked.filter(({ share }) => share >= 0.02).slice(0, 3);
  const base = { ranked: shown, sinceAt: facts.sinceAt, carriesOn: facts.carriesOn };
  if (top === undefined || top.cause === 'unknown' || top.share < LEAST_SHARE) {
    return {
      ...base,
      state: 'trouble',
      cause: 'unknown',
      confidence: 1 - (top?.cause === 'unknown' ? 0 : (top?.share ?? 0)),
      ...unknownWords(facts, shown),
    };
  }
  const { cause, share } = top;
  return {
    ...base,
    state: 'trouble',
    cause,
    confidence: share,
    sentence: sentenceOf(cause, facts),
    next: nextStepOf(cause, facts),
    evidence: evidenceFor(cause, facts),
  };
}

/** The signs that speak for the cause, the strongest first. */
function evidenceFor(cause: Cause | 'unknown', facts: Facts): Words[] {
  return SIGN_NAMES.flatMap((sign) => {
    const value = facts.signs[sign];
    if (value === null) return [];
    const ratio =
      cause === 'unknown'
        ? 1 / (HEALTHY[sign][value] ?? 1)
        : oddsOf(cause, sign, value) / oddsOf('unknown', sign, value);
    return ratio >= TELLING_RATIO ? [{ sign, ratio }] : [];
  })
    .sort((a, b) => b.ratio - a.ratio)
    .flatMap(({ sign }) => evidenceOf(sign, facts) ?? [])
    .slice(0, EVIDENCE_MAX);
}

function unknownWords(facts: Facts, shown: readonly Ranked[]) {
  const guesses = shown.flatMap(({ cause }) => (cause === 'unknown' ? [] : [cause])).slice(0, 2);
  const likely = guesses.map((cause) => sentenceOf(cause, facts));
  const vi = likely.map((one) => one.vi.replace(/\.$/, '')).join('; ');
  const en = likely.map((one) => one.en.replace(/\.$/, '')).join('; ');
  return {
    sentence: unknownSentence(facts),
    next: say(
      `Chưa rõ nguyên nhân. Bấm “Báo cáo ngay” rồi gọi người ở gần.${vi === '' ? '' : ` Có thể: ${vi}.`}`,
      `Cause not known yet. Press “Report now”, then call somebody near.${en === '' ? '' : ` Perhaps: ${en}.`}`,
    ),
    evidence: evidenceFor('unknown', facts),
  };
}

function unknownSentence({ patient, signs, carriesOn }: Facts): Words {
  const { lastSeenAt, desired } = patient;
  if (signs.contact === 'gone' && lastSeenAt !== null) {
    const vi = `Mất liên lạc từ ${at(lastSeenAt)}`;
    const en = `No word since ${at(lastSeenAt)}`;
    return carriesOn
      ? say(
          `${vi}; cụm vẫn phát theo kế hoạch đã nhận.`,
          `${en}; the box goes on by the plan it holds.`,
        )
      : say(`${vi}; chưa rõ nguyên nhân.`, `${en}; the cause is not known.`);
  }
  if (signs.contact === 'flapping') {
    const times = patient.past?.losses24h ?? 0;
    return say(
      `Kết nối chập chờn: mất ${times} lần trong 24 giờ; chưa rõ nguyên nhân.`,
      `Contact comes and goes: lost ${times} times in 24 hours; the cause is not known.`,
    );
  }
  if (signs.plan === 'late' && desired !== null) {
    return say(
      `Chưa nhận kế hoạch phát hành lúc ${at(desired.publishedAt)}.`,
      `Has not taken the plan published at ${at(desired.publishedAt)}.`,
    );
  }
  return say('Có dấu hiệu lạ, chưa rõ nguyên nhân.', 'Something is amiss; the cause is not known.');
}

/** Since when the box has been as it is, as far as anybody can say. */
function sinceOf(patient: Patient, now: number): number | null {
  const { status } = patient;
  const vitals = status?.vitals;
  if (vitals?.mains === 'battery' && vitals.mainsSinceAt !== null) return vitals.mainsSinceAt;
  return lostAtOf(patient, now);
}
