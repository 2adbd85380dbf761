/**
 * Yearly evaluation over HTTP — báo cáo đánh giá năm gửi Sở Tư pháp, Sở Văn hoá, Thể thao và Du lịch.
 *
 * What Decision 1462/QĐ-UBND wants to be told once a year: who is reached against its targets, what was
 * aired about the law, how the loudspeakers fared; and what the official says of it, kept in versions.
 */
import { z } from 'zod';
import { AreaId } from '../../ids.js';
import { LocalDate } from '../../time.js';
import { Field } from './content.js';
import { AgainstTarget } from './coverage.js';
import { FaultSums } from './report-faults.js';
import { AirSums, reportHead } from './reports.js';

/** Communes that are named, those that lack most first, and versions of what was said. */
export const COMMUNES_NAMED_MAX = 500;
export const REMARKS_KEPT_SHOWN = 20;

/** On paper, and by law bulletins really aired within the last 30 days. */
export const EvaluatedFigure = z.enum(['paper', 'heard30']);
export type EvaluatedFigure = z.infer<typeof EvaluatedFigure>;

const perFigure = <T extends z.ZodType>(value: T) => z.object({ paper: value, heard30: value });

const Reached = z.object({ people: z.int(), reached: perFigure(z.int()) });

/** Who was reached at the end of a day. */
export const ReachPoint = z.object({ on: LocalDate, urban: Reached, rural: Reached });
export type ReachPoint = z.infer<typeof ReachPoint>;

/** A commune that is under the target of its own towns and countryside. */
export const CommuneBehind = z.object({
  areaId: AreaId,
  name: z.string(),
  people: z.int(),
  reached: z.int(),
  /** To its target; and all whom it does not reach. */
  missing: z.int(),
  unreached: z.int(),
});
export type CommuneBehind = z.infer<typeof CommuneBehind>;

/** Why nothing about the law was heard in a commune. */
export const UnairedWhy = z.enum(['not-planned', 'no-word', 'not-aired', 'virtual']);
export type UnairedWhy = z.infer<typeof UnairedWhy>;

/** What officials say themselves; one version of it. */
export const Remarks = z.object({
  version: z.int(),
  /** Cơ quan lập báo cáo, and the one above it. */
  office: z.string(),
  parent: z.string(),
  /** Nhận xét, đánh giá; kiến nghị; nơi nhận, a line for each. */
  comment: z.string(),
  proposal: z.string(),
  recipients: z.string(),
  signer: z.string(),
  by: z.string(),
  at: z.number(),
});
export type Remarks = z.infer<typeof Remarks>;

export const NewRemarks = z.object({
  areaId: AreaId,
  from: LocalDate,
  to: LocalDate,
  /** Version that was seen; 0 where there was none. */
  seen: z.int().min(0),
  office: z.string().trim().max(160),
  parent: z.string().trim().max(160),
  comment: z.string().trim().max(8_000),
  proposal: z.string().trim().max(8_000),
  recipients: z.string().trim().max(1_000),
  signer: z.string().trim().max(160),
});
export type NewRemarks = z.infer<typeof NewRemarks>;

/** Newest first. */
export const RemarksHistory = z.object({ versions: z.array(Remarks) });
export type RemarksHistory = z.infer<typeof RemarksHistory>;

/** A commune that was divided within the span: its past is no other's, and stays under its own name. */
export const DividedCommune = z.object({
  areaId: AreaId,
  name: z.string(),
  until: LocalDate,
  into: z.array(z.string()),
  /** About the law, up to its last day. */
  sums: AirSums,
});
export type DividedCommune = z.infer<typeof DividedCommune>;

const Aired = z.object({
  totals: AirSums,
  /** Airings as people made them: one line at one time, on however many boxes. */
  airings: z.int(),
});

/** The few figures that are held against the year before. */
export const YearFigures = z.object({
  from: LocalDate,
  to: LocalDate,
  law: Aired,
  all: Aired,
  faults: FaultSums,
  warnings: z.int(),
  drills: z.int(),
});
export type YearFigures = z.infer<typeof YearFigures>;

export const Evaluation = z.object({
  ...reportHead,
  level: z.enum(['province', 'commune', 'hamlet']),
  /** The target that holds for the last day. */
  target: z.object({ year: z.int(), urbanPercent: z.number(), ruralPercent: z.number() }),
  reach: z.object({
    /** The last day, or today where the span is not over. */
    on: LocalDate,
    targets: perFigure(z.array(AgainstTarget)),
    /** The day before the span, the ends of its quarters, and `on`. */
    points: z.array(ReachPoint),
    /** By what was heard, those that lack most first; and how many there are. */
    behind: z.array(CommuneBehind),
    behindTotal: z.int(),
    unplacedPeople: z.int(),
    /** Communes in which no hamlet is registered. */
    emptyCommunes: z.int(),
  }),
  year: YearFigures,
  /** Null where nothing is known of that year. */
  before: YearFigures.nullable(),
  byField: z.array(z.object({ key: Field, sums: AirSums })),
  communes: z.object({
    total: z.int(),
    /** Something about the law was heard there, whole or in part. */
    aired: z.int(),
    unaired: z.array(z.object({ areaId: AreaId, name: z.string(), why: UnairedWhy })),
    divided: z.array(DividedCommune),
  }),
  clusters: z.object({ total: z.int(), notEnrolled: z.int(), silent30: z.int() }),
  byCause: z.array(
    z.object({
      cause: z.string(),
      name: z.object({ vi: z.string(), en: z.string() }),
      sums: FaultSums,
    }),
  ),
  slowestMs: z.number().nullable(),
  /** True where more orders or faults were there than are counted. */
  cut: z.boolean(),
  /** A demonstration: sound into a file counts as sound in the reach. */
  demo: z.boolean(),
  remarks: Remarks.nullable(),
});
export type Evaluation = z.infer<typeof Evaluation>;
