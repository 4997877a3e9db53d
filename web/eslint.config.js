import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import ts from 'typescript-eslint';

export default ts.config(
    { ignores: ['target/**', 'dist', 'src/api/schema.ts', 'e2e/results'] },
    js.configs.recommended,
    ...ts.configs.strict,
    {
        files: ['src/**/*.{ts,tsx}'],
        ...hooks.configs.flat.recommended,
    },
    {
        files: ['src/**/*.{ts,tsx}'],
        rules: {
            'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
            'max-lines': ['error', { max: 400 }],
            '@typescript-eslint/consistent-type-imports': 'error',
        },
    },
    { files: ['e2e/**/*.mjs', '*.js'], languageOptions: { globals: globals.node } },
);
