import { flow } from './flow';
import { operation } from './operation';
import { room } from './room';
import { shared } from './shared';

/** All texts in English. The keys are the type of all messages. */
export const en = { ...flow, ...operation, ...room, ...shared };
