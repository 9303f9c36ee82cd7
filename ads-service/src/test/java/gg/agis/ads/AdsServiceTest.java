package gg.agis.ads;

import gg.agis.sandbox.junit.WithKafka;
import gg.agis.sandbox.junit.WithPostgres;
import gg.agis.sandbox.junit.WithTokens;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** The whole service against real servers; every class that says this shares one context. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WithPostgres(schema = "ads")
@WithKafka
@WithTokens(service = "ads")
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "agis.ads.ayet.api-keys=key-of-today,key-of-yesterday",
            "agis.ads.ayet.callback-token=shared-token",
            "agis.ads.conversion.unconsented-key=a2V5IG9mIHRlc3RzLCBhbmQgb2YgdGVzdHMgb25seQ=="
        })
public @interface AdsServiceTest {}
