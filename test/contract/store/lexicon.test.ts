/**
 * Contract of the store: readings, settings of areas, recorded bulletins and their languages.
 */
import { BulletinId, LexiconId } from '@loaso/shared/ids';
import { expect } from 'chai';
import type { Store } from '#server/ports/store';
import type { StoredReading } from '#server/ports/store-records';
import { PROVINCE, QUY_NHON, USERS } from '../../support/store.js';
import { behind, DATABASES, openStore } from './databases.js';
import { bulletin, sha, T0 } from './samples.js';
