/**
 * English dictionary — bộ từ tiếng Anh.
 *
 * All rooms of words in one object; loaded only when somebody switches.
 */
import { content } from './content.js';
import { coverage } from './coverage.js';
import { delegation } from './delegation.js';
import { emergency } from './emergency.js';
import { enrolment } from './enrolment.js';
import { evaluation } from './evaluation.js';
import { fleet } from './fleet.js';
import { hours } from './hours.js';
import { incident } from './incident.js';
import { office } from './office.js';
import { publication } from './publication.js';
import { report } from './report.js';
import { schedule } from './schedule.js';
import { search } from './search.js';
import { shell } from './shell.js';
import { software } from './software.js';
import { studio } from './studio.js';
import { words } from './words.js';

export const en = {
  shell,
  words,
  content,
  coverage,
  studio,
  report,
  schedule,
  publication,
  software,
  enrolment,
  evaluation,
  fleet,
  delegation,
  hours,
  incident,
  office,
  emergency,
  search,
};
