package gg.agis.billing.adjustment;

import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What one operator may do alone.
 *
 * @param secondApprovalAbove a balance that changes by more than this needs a second operator
 */
@Validated
@ConfigurationProperties("billing.adjustment")
record AdjustmentSettings(
        @DefaultValue("10000") @PositiveOrZero long secondApprovalAbove) {

    boolean needSecondOperator(long difference) {
        return Math.abs(difference) > secondApprovalAbove;
    }
}
