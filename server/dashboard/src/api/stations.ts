/**
 * Queries of stations — các đài truyền thanh của xã.
 *
 * One query per line of the contract.
 */
import { Station } from '@loaso/shared/wire/http/stations';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { get } from './client.js';

export const stationsQuery = queryOptions({
  queryKey: ['stations'],
  queryFn: async () =>
    (await get(z.object({ stations: z.array(Station) }), '/api/stations')).stations,
});
