/**
 * After a cut — sau khi bị ngắt.
 *
 * What an airing does when something that stands above it has cut it and is over. Four words, used
 * by lines, plans, boxes and screens alike. Decides nothing: the resolver does.
 */
import { z } from 'zod';

/**
 * `join`: go on where it would be had nobody cut it (phát tiếp đúng giờ, phần bị ngắt bỏ qua).
 * `resume`: go on where it was cut, and end later (phát nốt từ chỗ bị ngắt).
 * `restart`: from its beginning, and end later (phát lại từ đầu).
 * `skip`: stay out (thôi, không phát nữa).
 * `resume` and `restart` hold only where the airing is back before its own end, may sound to the
 * later one and keeps nobody waiting; elsewhere they are `join`.
 */
export const AfterCut = z.enum(['join', 'resume', 'restart', 'skip']);
export type AfterCut = z.infer<typeof AfterCut>;
