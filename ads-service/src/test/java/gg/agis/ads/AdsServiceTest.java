package gg.agis.ads;

import gg.agis.ads.callback.network.KeyServer;
import gg.agis.sandbox.junit.WithKafka;
import gg.agis.sandbox.junit.WithPostgres;
import gg.agis.sandbox.junit.WithTokens;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

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
            "agis.ads.offer.offerwall-url=http://offers.test/wall",
            "agis.ads.offer.video-url=http://offers.test/watch?slot=16",
            "agis.ads.legacy-sha1.keys=legacy-key",
            "agis.ads.callback.sources.legacy-sha1=203.0.113.0/24",
            "agis.ads.tapjoy.secrets=tapjoy-secret",
            "agis.ads.conversion.unconsented-key=a2V5IG9mIHRlc3RzLCBhbmQgb2YgdGVzdHMgb25seQ=="
        })
@Import(TestTime.class)
@ContextConfiguration(initializers = KeyServer.Property.class)
public @interface AdsServiceTest {}
