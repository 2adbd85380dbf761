/**
 * Assertions — khẳng định, thay cho node:assert.
 *
 * The one form that the libraries of the agent use; Node's own loads a differ of texts along.
 */
'use strict';
module.exports = function assert(holds, words) {
  if (!holds) throw new Error(words ?? 'assertion failed');
};
