/**
 * HTTP request of a voice — lời gọi dịch vụ giọng.
 *
 * Fills a template: text, voice, speed and key go where the operator said, each quoted the way its
 * place demands. Knows shapes, sends nothing.
 */
import type { HttpVoice } from './http-voice-file.js';

export type HttpCall = {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
};

export type Filling = {
  readonly text: string;
  readonly wordsPerMinute: number;
  readonly secret: string;
};

type Values = Readonly<Record<string, string>>;

export function fillRequest(voice: HttpVoice, filling: Filling): HttpCall {
  const { url, method, headers, body } = voice.request;
  const values: Values = {
    text: filling.text,
    voice: voice.voice,
    speed: `${speedOf(voice, filling.wordsPerMinute)}`,
    secret: filling.secret,
  };
  const { type, content } = bodyOf(body, values);
  const named = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), fill(value, values)]),
  );
  return {
    url: fill(url, values, encodeURIComponent),
    method,
    headers: { ...(type === undefined ? {} : { 'content-type': type }), ...named },
    body: content,
  };
}

/** Speed in the service's own measure. */
export function speedOf(
  { speed, naturalWordsPerMinute }: HttpVoice,
  wordsPerMinute: number,
): number {
  if (speed.kind === 'fixed') return speed.value;
  const raw =
    speed.kind === 'ratio'
      ? wordsPerMinute / naturalWordsPerMinute
      : (wordsPerMinute - naturalWordsPerMinute) / speed.wordsPerStep;
  const held = Math.max(speed.min, Math.min(speed.max, raw));
  return speed.kind === 'ratio' ? Math.round(held * 100) / 100 : Math.round(held);
}

function fill(template: string, values: Values, quote = (value: string): string => value): string {
  return template.replace(/\{(text|voice|speed|secret)\}/g, (_, name: string) =>
    quote(values[name] ?? ''),
  );
}

type Content = { readonly type: string | undefined; readonly content: string | undefined };

function bodyOf(body: HttpVoice['request']['body'], values: Values): Content {
  switch (body.kind) {
    case 'none':
      return { type: undefined, content: undefined };
    case 'text':
      return { type: 'text/plain; charset=utf-8', content: fill(body.text, values) };
    case 'json': {
      const filled = mapFields(body.fields, (value) =>
        // A service that measures speed in numbers wants a number.
        value === '{speed}' ? Number(values['speed']) : fill(value, values),
      );
      return { type: 'application/json', content: JSON.stringify(filled) };
    }
    case 'form': {
      const filled = mapFields(body.fields, (value) => fill(value, values));
      const pairs = Object.entries(filled).map(([name, value]): [string, string] => [
        name,
        `${value}`,
      ]);
      return {
        type: 'application/x-www-form-urlencoded',
        content: new URLSearchParams(pairs).toString(),
      };
    }
  }
}

type Field = string | number | boolean;

const mapFields = (
  fields: Readonly<Record<string, Field>>,
  change: (value: string) => Field,
): Record<string, Field> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? change(value) : value,
    ]),
  );
