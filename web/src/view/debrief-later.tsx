// SPDX-License-Identifier: EUPL-1.2
// Fetches the debrief when a game comes to it, so that a phone does not load it at the door.
import { lazy } from '../lazy.js';
import type { View } from '../types.js';

export const DebriefLater = lazy<{ view: View }>(async () => (await import('./debrief.js')).DebriefPage);
