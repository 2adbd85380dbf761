/**
 * Web application — ứng dụng web của máy chủ.
 *
 * Mounts the route rows, the audio, the API description, the metrics and the dashboard behind one
 * set of headers and limits. Order is the law here: who you are comes before what you sent, so that
 * nobody without a login makes the server read a large body.
 */
import compression from 'compression';
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import type { Actor, Flows } from '../../flows/flows.js';
import type { AudioFiles, Log } from '../../ports/system.js';
import { answer, faults, metricsHandler } from './answers.js';
import { audioHandler } from './audio.js';
import { type CookieRules, sameSite, tokenFrom } from './cookie.js';
import type { Metrics } from './metrics.js';
import { openApiOf } from './openapi.js';
import { photoHandler } from './photo.js';
import { CROSS_SITE, NOT_LOGGED_IN, problemOf, tooManyTries, UNKNOWN_PATH } from './problem.js';
import type { Route } from './route.js';
import { allRoutes } from './routes.js';
import { sendProblem } from './send.js';
import { mountDashboard } from './static.js';
import { uploadOf } from './upload.js';

export type WebOptions = {
  readonly flows: Flows;
  readonly files: AudioFiles;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly version: string;
  readonly cookie: CookieRules;
  /** Folder of the built dashboard. */
  readonly dashboardDir: string;
  /** GeoJSON of the communes, read once. */
  readonly mapJson: string;
  /** Bearer token of /metrics; null serves it to this machine alone. */
  readonly metricsToken: string | null;
  /** Logins tried per minute from one address. */
  readonly loginsPerMinute: number;
  /** Number of proxies in front, for the address of the caller. */
  readonly trustedProxies: number;
};

export function createApp(options: WebOptions): Express {
  const app = express();
  const routes = allRoutes(options.flows);
  app.set('trust proxy', options.trustedProxies);
  app.disable('x-powered-by');
  app.use(headers(options.cookie.secure));
  app.use(compression());
  app.use(timed(options.metrics));
  app.get(
    '/healthz',
    (_request, response) => void response.json({ ok: true, version: options.version }),
  );
  app.get('/metrics', metricsHandler(options.metrics, options.metricsToken));
  for (const route of routes) mount(app, route, options);
  mountExtras(app, routes, options);
  app.use(['/api', '/audio', '/photo'], (_request, response) =>
    sendProblem(response, UNKNOWN_PATH),
  );
  mountDashboard(app, options.dashboardDir);
  app.use(faults(options.log));
  return app;
}

function mountExtras(app: Express, routes: readonly Route[], options: WebOptions): void {
  const whoever = loggedIn(options);
  app.get(
    '/audio/:sha256',
    audioHandler({ ...options.flows, files: options.files, actorOf: actorOf(options) }),
  );
  app.get(
    '/photo/:sha256',
    photoHandler({ ...options.flows, files: options.files, actorOf: actorOf(options) }),
  );
  app.get('/api/map', whoever, (_request, response) => {
    response
      .set('Cache-Control', 'private, max-age=86400')
      .type('application/geo+json')
      .send(options.mapJson);
  });
  const description = JSON.stringify(openApiOf(routes, options.version));
  app.get('/api/openapi.json', whoever, (_request, response) => {
    response.type('application/json').send(description);
  });
}

/** Everything from this host alone; no inline script or style. `blob:` lets a person hear a recording. */
function headers(secure: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        fontSrc: ["'self'"],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
}

function timed(metrics: Metrics): RequestHandler {
  return (_request, response, next) => {
    const startedAt = performance.now();
    response.on('finish', () => {
      const name = String(response.locals['route'] ?? 'other');
      metrics.observe(name, response.statusCode, (performance.now() - startedAt) / 1000);
    });
    next();
  };
}

const actorOf =
  (options: WebOptions) =>
  (request: Request): Promise<Actor | null> => {
    const token = tokenFrom(request.get('cookie'), options.cookie);
    return token === null ? Promise.resolve(null) : options.flows.people.actorOf(token);
  };

function loggedIn(options: WebOptions): RequestHandler {
  const find = actorOf(options);
  return async (request, response, next) => {
    const actor = await find(request);
    if (actor === null) return sendProblem(response, NOT_LOGGED_IN);
    response.locals['actor'] = actor;
    next();
  };
}

/** Login and enrolment are the doors strangers may knock at: few knocks a minute. */
function knocks(perMinute: number): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    handler: (_request, response) => sendProblem(response, tooManyTries(60)),
  });
}

/** A bound for one login, whatever address it comes from. */
const tries = (perMinute: number): RequestHandler =>
  rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    keyGenerator: (_request, response) => (response.locals['actor'] as Actor).userId,
    handler: (_request, response) => sendProblem(response, tooManyTries(60)),
  });

const pass: RequestHandler = (_request, _response, next) => next();

/** How long a refused sender may finish its sentence. */
const LINGER_MS = 500;

/** A body that nobody reads is not swallowed to its end: soon after the answer the line is cut. */
const cutUnread: RequestHandler = (request, response, next) => {
  response.once('finish', () => {
    if (!request.complete) setTimeout(() => request.socket.destroy(), LINGER_MS).unref();
  });
  next();
};

function mount(app: Express, route: Route, options: WebOptions): void {
  const changes = route.method !== 'get';
  const open = route.access === 'open';
  app[route.method](
    route.path,
    (_request: Request, response: Response, next: NextFunction) => {
      response.locals['route'] = route.path;
      next();
    },
    route.bodyKind === 'stream' ? cutUnread : pass,
    open ? knocks(options.loginsPerMinute) : pass,
    changes ? fromHere : pass,
    open ? pass : loggedIn(options),
    allowed(route),
    route.perMinute === null ? pass : tries(route.perMinute),
    ...bodyOf(route),
    serve(route, options),
  );
}

/**
 * A body that drips in is cut off: 2 minutes for JSON, half an hour for a file. The watch ends with
 * the answer, since a request that is refused before its body is read never closes by itself.
 */
const JSON_MS_MAX = 120_000;
const FILE_MS_MAX = 1_800_000;

const bodyOf = (route: Route): RequestHandler[] =>
  route.bodyKind === 'stream'
    ? [bodyWithin(FILE_MS_MAX)]
    : [bodyWithin(JSON_MS_MAX), express.json({ limit: route.bodyLimit, strict: true })];

const bodyWithin =
  (limitMs: number): RequestHandler =>
  (request, response, next) => {
    const cut = setTimeout(() => {
      if (!request.complete) request.destroy();
    }, limitMs);
    response.once('close', () => clearTimeout(cut));
    next();
  };

const fromHere: RequestHandler = (request, response, next) =>
  sameSite(request) ? next() : sendProblem(response, CROSS_SITE);

function allowed(route: Route): RequestHandler {
  const { access } = route;
  if (access === 'open') return pass;
  return (_request, response, next) => {
    const actor = response.locals['actor'] as Actor;
    if (access.includes(actor.role)) return next();
    sendProblem(response, problemOf({ code: 'not-allowed', needs: access.join(', ') }));
  };
}

function serve(route: Route, options: WebOptions): RequestHandler {
  return async (request, response) => {
    const reply = await route.run((response.locals['actor'] as Actor | undefined) ?? null, {
      params: request.params,
      query: request.query,
      body: request.body,
      token: tokenFrom(request.get('cookie'), options.cookie),
      upload: route.bodyKind === 'stream' ? uploadOf(request, response) : null,
    });
    // What nobody will read any more must not be kept waiting for.
    if (!request.complete) response.set('Connection', 'close');
    answer(response, reply, options.cookie);
  };
}
