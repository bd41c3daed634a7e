"""What the WebAuthn library is asked for, and how its answers are judged; imported when a passkey is first met.

The library brings megabytes and a fifth of the start of a server along, and most servers see no passkey for hours.
"""

from collections.abc import Sequence
from typing import Final

import webauthn
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.structs import (
    AttestationConveyancePreference,
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

TIMEOUT_MS: Final = 120_000
ALGORITHMS: Final = [
    COSEAlgorithmIdentifier.ECDSA_SHA_256,
    COSEAlgorithmIdentifier.EDDSA,
    COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256,
]


def to_add(*, rp_id: str, owner: bytes, user_name: str, challenge: bytes, known: Sequence[bytes]) -> str:
    """What a browser is told to make, as JSON."""
    options = webauthn.generate_registration_options(
        rp_id=rp_id,
        rp_name=rp_id,
        user_id=owner,
        user_name=user_name,
        user_display_name=user_name,
        challenge=challenge,
        timeout=TIMEOUT_MS,
        attestation=AttestationConveyancePreference.NONE,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            require_resident_key=True,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_described(known),
        supported_pub_key_algs=ALGORITHMS,
    )
    return webauthn.options_to_json(options)


def to_use(*, rp_id: str, challenge: bytes, known: Sequence[bytes]) -> str:
    """What a browser is told to sign, as JSON: with one of the known passkeys, or where there is none with any."""
    options = webauthn.generate_authentication_options(
        rp_id=rp_id,
        challenge=challenge,
        timeout=TIMEOUT_MS,
        allow_credentials=_described(known),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options)


def _described(known: Sequence[bytes]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=one) for one in known]


def read_made(answer: str, *, challenge: bytes, rp_id: str, origin: str) -> VerifiedRegistration:
    """The passkey that a device has made; raises where the answer is not to this challenge, site or demand."""
    return webauthn.verify_registration_response(
        credential=answer,
        expected_challenge=challenge,
        expected_rp_id=rp_id,
        expected_origin=origin,
        require_user_verification=True,
        supported_pub_key_algs=ALGORITHMS,
    )


def read_used(answer: str) -> AuthenticationCredential:
    """Which passkey an answer says it is of; raises where it is no answer."""
    return parse_authentication_credential_json(answer)


def count_of(
    given: AuthenticationCredential, *, challenge: bytes, rp_id: str, origin: str, public_key: bytes, sign_count: int
) -> int:
    """The new count of signatures of a passkey that signed this challenge; raises where it did not."""
    return webauthn.verify_authentication_response(
        credential=given,
        expected_challenge=challenge,
        expected_rp_id=rp_id,
        expected_origin=origin,
        credential_public_key=public_key,
        credential_current_sign_count=sign_count,
        require_user_verification=True,
    ).new_sign_count
