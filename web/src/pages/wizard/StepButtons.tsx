import { Button, Flex } from 'antd';
import { useTexts } from '../../i18n';

interface Props {
    back?: (() => void) | undefined;
    next: () => void;
    word?: string;
    disabled?: boolean;
    busy?: boolean;
}

export function StepButtons({ back, next, word, disabled, busy }: Props) {
    const { t } = useTexts();
    return (
        <Flex gap={8} justify="end" className="above">
            {back && <Button onClick={back}>{t('do.back')}</Button>}
            <Button type="primary" disabled={disabled ?? false} loading={busy ?? false} onClick={next}>
                {word ?? t('do.next')}
            </Button>
        </Flex>
    );
}
