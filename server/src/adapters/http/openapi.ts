/**
 * OpenAPI — mô tả giao diện lập trình.
 *
 * Generated from the same route rows that serve requests: it cannot disagree with the server.
 */
import {
  extendZodWithOpenApi,
  OpenAPIRegistry,
  OpenApiGeneratorV31,
} from '@asteasolutions/zod-to-openapi';
import { Problem } from '@loaso/shared/wire/http/problem';
import { z } from 'zod';
import type { Route } from './route.js';

/** @returns an OpenAPI 3.1 document of `routes` */
export function openApiOf(routes: readonly Route[], version: string): object {
  extendZodWithOpenApi(z);
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'login', {
    type: 'apiKey',
    in: 'cookie',
    name: 'loaso',
  });
  for (const route of routes) registry.registerPath(pathOf(route));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title: 'Loa Số', version },
  });
}

type PathConfig = Parameters<OpenAPIRegistry['registerPath']>[0];

function pathOf(route: Route): PathConfig {
  const { params, query, body, reply } = route.schemas;
  const json = (schema: z.ZodType) => ({ 'application/json': { schema } });
  const bytes = (type: string) => ({
    [type]: { schema: { type: 'string', format: 'binary' } as const },
  });
  const content =
    route.replyType === null ? (reply === null ? null : json(reply)) : bytes(route.replyType);
  const good = { description: 'Done', ...(content === null ? {} : { content }) };
  const file = route.bodyKind === 'stream' ? { content: bytes('application/octet-stream') } : null;
  const sent = body === null ? file : { content: json(body) };
  return {
    method: route.method,
    path: route.path.replaceAll(/:(\w+)/g, '{$1}'),
    summary: route.summary,
    security: route.access === 'open' ? [] : [{ login: [] }],
    request: {
      params,
      query,
      ...(sent === null ? {} : { body: sent }),
    },
    responses: {
      [route.status]: good,
      default: {
        description: 'Refused: what happened and what to do next',
        content: { 'application/problem+json': { schema: Problem } },
      },
    },
  };
}
