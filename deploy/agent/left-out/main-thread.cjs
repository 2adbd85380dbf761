/**
 * The main thread — luồng chính, thay cho node:worker_threads.
 *
 * The agent starts no thread; its log asks only whether it is written from the main one.
 */
'use strict';
exports.isMainThread = true;
