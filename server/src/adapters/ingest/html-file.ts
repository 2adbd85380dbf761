/**
 * HTML file — trang web của cổng văn bản.
 *
 * Bytes of a saved page → the text of the document on it: the place known for the portal first, then
 * the article that Readability finds, then the whole page. Scripts, styles, menus are not text and are
 * never run; nothing the page points at is loaded.
 */
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import type { DomElement } from '../../core/ingest/dom-text.js';
import { Unreadable } from './unreadable.js';

export const HTML_MAX_BYTES = 8 * 1024 * 1024;

/** Where portals keep the document, most specific first. */
const PLACES = [
  '.toanvancontent',
  '#toanvancontent',
  '#divContentDoc .content1',
  '#divContentDoc',
  '.cldivContentDocVn',
  '#ctl00_Content_ThongTinVB_pnlDocContent',
  '.noidung-vanban',
  '.the-document-body',
  '.docitem-14',
  '#noidungvanban',
  '.vanban-content',
  '.fulltext .content',
  '.detail-content.vanban',
];
/** A place with less text than this is a frame that a script would have filled. */
const LEAST_TEXT = 80;
const DECLARED = /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,30})/i;

const strictly = (bytes: Uint8Array, label: string): string | undefined => {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** The page as text: its mark, UTF-8 when it is UTF-8, what it declares, Windows-1252. */
const decodeHtml = (bytes: Uint8Array): string => {
  const mark = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0);
  if (mark === 0xfffe) return new TextDecoder('utf-16le').decode(bytes);
  if (mark === 0xfeff) return new TextDecoder('utf-16be').decode(bytes);
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  const declared = DECLARED.exec(head)?.[1] ?? 'windows-1252';
  const utf8 = strictly(bytes, 'utf-8');
  return utf8 ?? strictly(bytes, declared) ?? new TextDecoder('windows-1252').decode(bytes);
};

type Page = ReturnType<typeof parseHTML>['document'];

type TextOf = (element: DomElement) => string;

const byPlace = (document: Page, textOf: TextOf): string | undefined => {
  for (const place of PLACES) {
    const found = document.querySelector(place);
    const text = found === null ? '' : textOf(found);
    if (text.length >= LEAST_TEXT) return text;
  }
  return undefined;
};

const byReadability = (html: string, textOf: TextOf): string | undefined => {
  const { document } = parseHTML(html);
  const article = new Readability(document, {
    charThreshold: 300,
    maxElemsToParse: 200_000,
  }).parse();
  if (article?.content === undefined || article.content === null) return undefined;
  const body = parseHTML(`<html><body>${article.content}</body></html>`).document.body;
  const text = textOf(body);
  return text.length < LEAST_TEXT ? undefined : text;
};

/** A page with frames of menus is an article; a saved document is text from end to end. */
const isBare = (document: Page): boolean =>
  document.querySelector('nav, aside, header, footer, form, [role=navigation], script[src]') ===
  null;

/**
 * Text of the document on a page; `textOf` writes an element as lines.
 * @throws Unreadable when the page is too large or holds no text
 */
export const readHtmlText = (bytes: Uint8Array, textOf: TextOf): string => {
  if (bytes.length > HTML_MAX_BYTES) throw new Unreadable('too-large');
  const html = decodeHtml(bytes);
  const { document } = parseHTML(html);
  const whole = (): string => (document.body === null ? '' : textOf(document.body));
  const text =
    byPlace(document, textOf) ??
    (isBare(document) ? whole() : (byReadability(html, textOf) ?? whole()));
  if (text.trim() === '') throw new Unreadable('no-text');
  return text;
};
