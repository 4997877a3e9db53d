/** What an operator has done to a pipeline, and how far it is. */
export const operation = {
    'copy.progress': 'Full load: {done} of {tables} tables are done',
    'flow.notices': 'What you should know: {count}',
    'flow.tried-alone': 'Transactions tried alone',
    'rows.done': '{done} rows',
    'rows.left': '{time} left',
    'rows.of': '{done} of about {total} rows',
    'rows.rate': '{rate} rows/s',
};
