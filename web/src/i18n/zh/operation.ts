import type { operation as english } from '../en/operation';

/** 对 Pipeline 的操作及其进度。 */
export const operation: Record<keyof typeof english, string> = {
    'copy.progress': '全量复制：已完成 {done} / {tables} 张表',
    'flow.notices': '注意事项：{count} 条',
    'flow.tried-alone': '单独重试的事务数',
    'rows.done': '{done} 行',
    'rows.left': '剩余 {time}',
    'rows.of': '{done} / 约 {total} 行',
    'rows.rate': '{rate} 行/秒',
};
