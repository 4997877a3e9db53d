import { flow } from './flow';
import { room } from './room';
import { shared } from './shared';

/** All texts in English. The keys are the type of all messages. */
export const en = { ...flow, ...room, ...shared };
