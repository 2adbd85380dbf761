/**
 * Route — một cửa vào của máy chủ.
 *
 * One table row per route: who may enter, how the input is parsed, what comes back. Express, OpenAPI
 * and the test that tries every door are made from the same rows. Nothing passes unparsed.
 */
import type { Result } from '@loaso/shared/result';
import type { Role } from '@loaso/shared/wire/http/people';
import { z } from 'zod';
import type { Actor } from '../../flows/flows.js';
import type { Refusal } from '../../flows/refusals.js';
import type { Upload } from '../../ports/uploads.js';

/** 'open' needs no login; a list names the roles; nothing else exists, so nothing is open by chance. */
export type Access = 'open' | readonly [Role, ...Role[]];

export type Method = 'get' | 'post' | 'patch' | 'delete';

/** What the edge knows of a request once it is parsed. */
export type Ask<P, Q, B> = {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** Value of the login cookie, for logout. */
  readonly token: string | null;
};

/** What goes back; `login` sets or ends the cookie. */
export type Reply =
  | {
      readonly kind: 'json';
      readonly status: number;
      readonly body: unknown;
      readonly login?: CookieChange;
    }
  | {
      readonly kind: 'bytes';
      readonly status: number;
      readonly type: string;
      readonly body: Uint8Array;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'unparsed'; readonly fields: Record<string, string> };

export type CookieChange = { readonly token: string; readonly expiresAt: number } | 'end';

/** `json` is read and parsed before the route runs; `stream` is read by the flow, piece by piece. */
export type BodyKind = 'json' | 'stream';

/** A request before anything of it is believed. */
export type RawAsk = {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly token: string | null;
  /** Of routes with a streamed body, null elsewhere. */
  readonly upload: Upload | null;
};

export type Route = {
  readonly method: Method;
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  readonly bodyKind: BodyKind;
  /** Largest body, bytes. */
  readonly bodyLimit: number;
  /** Content type of a reply that is no JSON. */
  readonly replyType: string | null;
  readonly schemas: {
    readonly params: z.ZodObject;
    readonly query: z.ZodObject;
    readonly body: z.ZodType | null;
    readonly reply: z.ZodType | null;
  };
  readonly status: number;
  /** Requests a minute for one login; null bounds nothing. */
  readonly perMinute: number | null;
  /** `actor` is null on open routes only. */
  run(actor: Actor | null, raw: RawAsk): Promise<Reply>;
};

type Spec<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, V> = {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly reply?: z.ZodType;
  readonly status?: number;
  readonly bodyLimit?: number;
  readonly bodyKind?: BodyKind;
  readonly perMinute?: number;
  /** The flow's value is a file of this content type. */
  readonly replyType?: string;
  /** Value of the flow → JSON of the reply. */
  readonly shape?: (value: V) => unknown;
  readonly login?: (value: V) => CookieChange;
};

type Empty = z.ZodObject<Record<never, never>>;

const JSON_LIMIT = 256 * 1024;

/** A route for people who have logged in with one of `roles`. */
export function route<
  V,
  P extends z.ZodObject = Empty,
  Q extends z.ZodObject = Empty,
  B extends z.ZodType = z.ZodUndefined,
>(
  roles: readonly [Role, ...Role[]],
  spec: Spec<P, Q, B, V>,
  run: (
    actor: Actor,
    ask: Ask<z.output<P>, z.output<Q>, z.output<B>>,
  ) => Promise<Result<V, Refusal>>,
): Route {
  return assemble(roles, spec, (actor, ask) => {
    if (actor === null) throw new Error(`${spec.path}: reached without a login`);
    return run(actor, ask);
  });
}

/** A route whose body is a file of any kind, read by the flow as it comes. */
export function uploadRoute<V, P extends z.ZodObject = Empty, Q extends z.ZodObject = Empty>(
  roles: readonly [Role, ...Role[]],
  spec: Omit<Spec<P, Q, z.ZodUndefined, V>, 'body' | 'bodyKind'> & { readonly bodyLimit: number },
  run: (
    actor: Actor,
    ask: Ask<z.output<P>, z.output<Q>, undefined>,
    upload: Upload,
  ) => Promise<Result<V, Refusal>>,
): Route {
  return assemble<V, P, Q, z.ZodUndefined>(
    roles,
    { ...spec, bodyKind: 'stream' },
    (actor, ask, upload) => {
      if (actor === null || upload === null) throw new Error(`${spec.path}: no login or no body`);
      return run(actor, ask, upload);
    },
  );
}

/** A route that needs no login. */
export function openRoute<
  V,
  P extends z.ZodObject = Empty,
  Q extends z.ZodObject = Empty,
  B extends z.ZodType = z.ZodUndefined,
>(
  spec: Spec<P, Q, B, V>,
  run: (ask: Ask<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Result<V, Refusal>>,
): Route {
  return assemble('open', spec, (_actor, ask) => run(ask));
}

function assemble<V, P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  access: Access,
  spec: Spec<P, Q, B, V>,
  run: (
    actor: Actor | null,
    ask: Ask<z.output<P>, z.output<Q>, z.output<B>>,
    upload: Upload | null,
  ) => Promise<Result<V, Refusal>>,
): Route {
  const params = (spec.params ?? z.object({})) as P;
  const query = (spec.query ?? z.object({})) as Q;
  const body = spec.body ?? null;
  const empty = spec.reply === undefined && spec.replyType === undefined;
  const status = spec.status ?? (empty ? 204 : 200);
  return {
    method: spec.method,
    path: spec.path,
    access,
    summary: spec.summary,
    bodyKind: spec.bodyKind ?? 'json',
    bodyLimit: spec.bodyLimit ?? JSON_LIMIT,
    replyType: spec.replyType ?? null,
    schemas: { params, query, body, reply: spec.reply ?? null },
    status,
    perMinute: spec.perMinute ?? null,
    run: async (actor, raw) => {
      const parsed = parseAll({ params, query, body }, raw);
      if (!parsed.ok) return { kind: 'unparsed', fields: parsed.error };
      const ask = { ...parsed.value, token: raw.token } as Ask<
        z.output<P>,
        z.output<Q>,
        z.output<B>
      >;
      const result = await run(actor, ask, raw.upload);
      if (!result.ok) return { kind: 'refused', refusal: result.error };
      return replyOf(spec, status, result.value);
    },
  };
}

function replyOf<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, V>(
  { replyType, shape, login }: Spec<P, Q, B, V>,
  status: number,
  value: V,
): Reply {
  if (replyType !== undefined) {
    if (!(value instanceof Uint8Array)) throw new Error(`a ${replyType} must be bytes`);
    return { kind: 'bytes', status, type: replyType, body: value };
  }
  const change = login?.(value);
  return {
    kind: 'json',
    status,
    body: shape === undefined ? value : shape(value),
    ...(change === undefined ? {} : { login: change }),
  };
}

type Raw = { params: unknown; query: unknown; body: unknown };
type Parsed = { ok: true; value: Raw } | { ok: false; error: Record<string, string> };

function parseAll(
  schemas: { params: z.ZodObject; query: z.ZodObject; body: z.ZodType | null },
  raw: Raw,
): Parsed {
  const params = schemas.params.safeParse(raw.params);
  const query = schemas.query.safeParse(raw.query);
  const body = schemas.body === null ? null : schemas.body.safeParse(raw.body);
  const fields: Record<string, string> = {};
  for (const [place, result] of [
    ['params', params],
    ['query', query],
    ['', body],
  ] as const) {
    if (result === null || result.success) continue;
    for (const issue of result.error.issues.slice(0, 20)) {
      fields[[place, ...issue.path].filter(Boolean).join('.') || 'body'] = issue.message;
    }
  }
  if (!params.success || !query.success || (body !== null && !body.success)) {
    return { ok: false, error: fields };
  }
  return { ok: true, value: { params: params.data, query: query.data, body: body?.data } };
}
