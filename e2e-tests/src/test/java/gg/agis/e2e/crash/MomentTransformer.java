package gg.agis.e2e.crash;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets {@link Moments} know when a service enters and leaves a few methods of the libraries that it speaks to the world
 * with. No code of the product is named, so none can be arranged for it.
 */
final class MomentTransformer implements ClassFileTransformer {

    private static final Map<String, Set<String>> WATCHED = Map.of(
            "org/postgresql/jdbc/PgConnection", Set.of("commit"),
            "org/apache/kafka/clients/consumer/KafkaConsumer", Set.of("poll", "commitSync"),
            "org/apache/kafka/clients/producer/KafkaProducer", Set.of("flush"),
            "org/springframework/cloud/gateway/filter/NettyRoutingFilter", Set.of("filter"),
            "org/springframework/http/server/reactive/AbstractServerHttpResponse",
                    Set.of("writeWith", "writeAndFlushWith"));

    private static final ClassDesc MOMENTS = ClassDesc.of(Moments.class.getName());
    private static final MethodTypeDesc ENTERED =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object, ConstantDescs.CD_String);
    private static final MethodTypeDesc LEAVING = MethodTypeDesc.of(
            ConstantDescs.CD_void, ConstantDescs.CD_Object, ConstantDescs.CD_Object, ConstantDescs.CD_String);

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        Set<String> methods = className == null ? null : WATCHED.get(className);
        if (methods == null) {
            return null;
        }
        ClassFile classFile = ClassFile.of();
        return classFile.transformClass(classFile.parse(bytes), watching(methods));
    }

    private static ClassTransform watching(Set<String> methods) {
        return (builder, element) -> {
            if (element instanceof MethodModel method && isWatched(method, methods)) {
                builder.transformMethod(
                        method,
                        MethodTransform.transformingCode(
                                new Telling(method.methodName().stringValue())));
            } else {
                builder.with(element);
            }
        };
    }

    private static boolean isWatched(MethodModel method, Set<String> methods) {
        int unfit = ClassFile.ACC_ABSTRACT | ClassFile.ACC_STATIC | ClassFile.ACC_BRIDGE;
        return methods.contains(method.methodName().stringValue())
                && (method.flags().flagsMask() & unfit) == 0;
    }

    private record Telling(String method) implements CodeTransform {

        @Override
        public void atStart(CodeBuilder code) {
            code.aload(0).ldc(method).invokestatic(MOMENTS, "entered", ENTERED);
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            if (element instanceof ReturnInstruction instruction) {
                if (instruction.opcode() == Opcode.ARETURN) {
                    code.dup();
                } else {
                    code.aconst_null();
                }
                code.aload(0).ldc(method).invokestatic(MOMENTS, "leaving", LEAVING);
            }
            code.with(element);
        }
    }
}
