import { Form } from 'antd';
import { useTexts } from '../../i18n';
import { NameField, TextField } from '../../ui/fields';
import { OptionFields, StartFields } from '../pipeline/PipelineFields';
import type { PipelineValues } from '../pipeline/pipeline-values';
import { StepButtons } from './StepButtons';

export type Options = Omit<PipelineValues, 'from' | 'to' | 'tables'> & { channel: string };

interface Props {
    options: Options;
    back: () => void;
    choose: (options: Options) => void;
}

/** Names, where to begin, and what most people leave alone. */
export function OptionsStep({ options, back, choose }: Props) {
    const { t } = useTexts();
    const [form] = Form.useForm<Options>();
    return (
        <Form
            form={form}
            layout="vertical"
            style={{ maxWidth: 720 }}
            initialValues={options}
            onFinish={(values) => choose({ ...options, ...values })}
        >
            <TextField
                required
                autoFocus
                name="channel"
                label={t('wizard.channel')}
                hint={t('form.name.rule')}
            />
            <NameField name="name" />
            <StartFields name="start" />
            <OptionFields />
            <StepButtons back={back} next={() => form.submit()} />
        </Form>
    );
}
