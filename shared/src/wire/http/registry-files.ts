/**
 * Register as files over HTTP — sổ địa bàn dạng tệp.
 *
 * The tables of hamlets and clusters come in and go out as CSV or as a workbook, and what is wrong with
 * a row is told row by row. Knows the envelope of a table, not its columns.
 */
import { z } from 'zod';

/** `check` changes nothing; `take` takes the good rows. */
const mode = z.enum(['check', 'take']);

/** A table as text (CSV), or a workbook, whose first sheet is the table. */
export const RegistryFile = z.union([
  z.object({ text: z.string().max(3_000_000), mode }),
  z.object({ xlsx: z.base64().max(8_400_000), mode }),
]);
export type RegistryFile = z.infer<typeof RegistryFile>;

/** Most faults that one answer lists. */
export const FAULTS_SHOWN = 200;

/** Most new clusters that one answer names. */
export const FRESH_SHOWN = 200;

export const RegistryReport = z.object({
  /** Below the head of the table. */
  rows: z.int(),
  good: z.int(),
  taken: z.int(),
  /** Clusters nobody had registered: to be registered, or, once taken, registered now. */
  fresh: z.object({
    total: z.int(),
    /** The first of them. */
    shown: z.array(z.object({ line: z.int(), name: z.string(), areaName: z.string() })),
  }),
  /** Rows without an id that name a cluster which is registered already. */
  already: z.int(),
  /** Rows whose new kind of place lets more sound there: it waits for a second person, or would. */
  waiting: z
    .object({
      total: z.int(),
      /** The first of them. */
      shown: z.array(z.object({ line: z.int(), name: z.string() })),
    })
    .default({ total: 0, shown: [] }),
  faultsTotal: z.int(),
  faults: z.array(
    z.object({
      line: z.int(),
      column: z.string(),
      /** 'B7', of a workbook. */
      cell: z.string().optional(),
      what: z.object({ vi: z.string(), en: z.string() }),
    }),
  ),
});
export type RegistryReport = z.infer<typeof RegistryReport>;

/** As which a table goes out. */
export const REGISTRY_FORMATS = ['csv', 'xlsx'] as const;
export type RegistryFormat = (typeof REGISTRY_FORMATS)[number];

/** The tables that go in and out as files. */
export const RegistryKind = z.enum(['hamlets', 'clusters', 'communes']);
export type RegistryKind = z.infer<typeof RegistryKind>;
