/**
 * PDF page — trang PDF.
 *
 * What a PDF says about a page: pieces of text and ruled lines with their places. Types only; units are
 * points, y grows downwards.
 */
export interface PdfWord {
  readonly text: string;
  readonly x: number;
  /** Baseline. */
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

export interface PdfRule {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export interface PdfPage {
  readonly width: number;
  readonly height: number;
  readonly words: readonly PdfWord[];
  readonly rules: readonly PdfRule[];
}

/** A stretch of a line without a wide gap. */
export interface Segment {
  readonly text: string;
  readonly x1: number;
  readonly x2: number;
  readonly y: number;
  readonly size: number;
}

/** Segments on one baseline, left to right. */
export interface PdfLine {
  readonly y: number;
  readonly size: number;
  readonly segments: readonly Segment[];
}
