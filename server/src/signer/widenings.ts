/**
 * Widenings — sổ giờ phát đã cấp và điều được nới.
 *
 * Of every box, in the area it was enrolled in, the bounds of the newest envelope that was signed, and
 * what two people have agreed that it may be given beyond them. Both are on the disk before the answer.
 * An agreement is used up by the first envelope that needs it, and lapses.
 */
import { join } from 'node:path';
import type { EnvelopeBounds } from '@loaso/shared/trust/envelope-within';
import { type PlacedBox, WIDENINGS_FILE, WideningLine } from '@loaso/shared/trust/widening';
import { openAppendLog, writeDurably } from './durable.js';

/** What nobody has used by then has to be agreed to again. */
const AGREED_MS = 30 * 86_400_000;

export type Standing = {
  /** Null: no envelope of this box in this area is known. */
  readonly held: EnvelopeBounds | null;
  readonly agreed: readonly EnvelopeBounds[];
};

export type Given = {
  readonly box: PlacedBox;
  readonly bounds: EnvelopeBounds;
  /** It needed what was agreed to. */
  readonly used: boolean;
};

export type Agreed = Omit<Extract<WideningLine, { kind: 'agreed' }>, 'kind'>;

export type WideningBook = {
  of(box: PlacedBox): Standing;
  /** True when an envelope of this box is known, in whatever area. */
  knows(device: string): boolean;
  /** Envelopes that are about to be given out; stored before the call returns. */
  give(all: readonly Given[]): void;
  /** Stored before the call returns. */
  agree(all: readonly Agreed[]): void;
  close(): void;
};

/** Lines kept beyond one per box before the log is rewritten at a start. */
const SLACK_LINES = 20_000;

type Page = { held: EnvelopeBounds | null; agreed: Agreed[] };

type Pages = {
  readonly byBox: Map<string, Page>;
  readonly devices: Set<string>;
  /** Boxes alike share what they hold. */
  readonly alike: Map<string, EnvelopeBounds>;
};

const nameOf = ([device, area]: PlacedBox): string => `${device} ${area}`;
const FIRST: WideningLine = { kind: 'book', v: 1 };

/** @param now UTC milliseconds */
export function openWideningBook(dir: string, now: () => number): WideningBook {
  const { log, pages } = openLog(join(dir, WIDENINGS_FILE), now());
  const write = (lines: readonly WideningLine[]): void => {
    if (lines.length === 0) return;
    log.append(lines.map((line) => JSON.stringify(line)));
    for (const line of lines) apply(pages, line);
  };
  return {
    of(box) {
      const page = pages.byBox.get(nameOf(box));
      return { held: page?.held ?? null, agreed: openAt(page, now()).map(({ to }) => to) };
    },
    knows: (device) => pages.devices.has(device),
    give: (all) => write(heldLines(all.filter((one) => isNews(pages, one)))),
    agree: (all) => write(all.map((one) => ({ ...one, kind: 'agreed' }))),
    close: () => log.close(),
  };
}

const openAt = (page: Page | undefined, now: number): Agreed[] =>
  (page?.agreed ?? []).filter(({ at }) => at > now - AGREED_MS);

/** What a box holds already is not written again. */
const isNews = ({ byBox }: Pages, { box, bounds, used }: Given): boolean => {
  const held = byBox.get(nameOf(box))?.held ?? null;
  return used || held === null || JSON.stringify(held) !== JSON.stringify(bounds);
};

/** Boxes alike in one line. */
function heldLines(all: readonly Given[]): WideningLine[] {
  const lines = new Map<string, Extract<WideningLine, { kind: 'held' }>>();
  for (const { box, bounds, used } of all) {
    const key = `${used} ${JSON.stringify(bounds)}`;
    const line = lines.get(key);
    if (line === undefined) lines.set(key, { kind: 'held', bounds, used, boxes: [box] });
    else line.boxes.push(box);
  }
  return [...lines.values()];
}

function openLog(path: string, now: number) {
  let { log, lines } = openAppendLog(path);
  const pages: Pages = { byBox: new Map(), devices: new Set(), alike: new Map() };
  for (const [index, text] of lines.entries()) {
    const line = lineOf(text);
    if (line === null) throw new Error(`${path} line ${index + 1} is damaged: restore it first`);
    apply(pages, line);
  }
  if (lines.length > pages.byBox.size + SLACK_LINES) {
    log.close();
    const whole = linesOf(pages, now).map((line) => `${JSON.stringify(line)}\n`);
    writeDurably(path, whole.join(''));
    ({ log } = openAppendLog(path));
  } else if (lines.length === 0) log.append([JSON.stringify(FIRST)]);
  return { log, pages };
}

/** The same book in as few lines as say it. */
function linesOf({ byBox }: Pages, now: number): WideningLine[] {
  const held: Given[] = [];
  const agreed = new Map<Agreed, PlacedBox[]>();
  for (const [name, page] of byBox) {
    const box = boxOf(name);
    if (page.held !== null) held.push({ box, bounds: page.held, used: false });
    for (const one of openAt(page, now)) {
      const boxes = agreed.get(one) ?? [];
      agreed.set(one, boxes);
      boxes.push(box);
    }
  }
  const open = [...agreed].map(([one, boxes]) => ({ ...one, kind: 'agreed' as const, boxes }));
  return [FIRST, ...heldLines(held), ...open];
}

function boxOf(name: string): PlacedBox {
  const [device, area] = name.split(' ');
  return [device, area] as PlacedBox;
}

function lineOf(text: string): WideningLine | null {
  try {
    const parsed = WideningLine.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    // Not JSON: the caller refuses to start on a damaged book.
    return null;
  }
}

function apply(pages: Pages, line: WideningLine): void {
  if (line.kind === 'book') return;
  const held = line.kind === 'held' ? shared(pages, line.bounds) : null;
  for (const box of line.boxes) {
    const name = nameOf(box);
    const page = pages.byBox.get(name) ?? { held: null, agreed: [] };
    pages.byBox.set(name, page);
    if (line.kind === 'agreed') page.agreed.push(line);
    else {
      page.held = held;
      pages.devices.add(box[0]);
      if (line.used) page.agreed = [];
    }
  }
}

function shared({ alike }: Pages, bounds: EnvelopeBounds): EnvelopeBounds {
  const key = JSON.stringify(bounds);
  const known = alike.get(key);
  if (known === undefined) alike.set(key, bounds);
  return known ?? bounds;
}
