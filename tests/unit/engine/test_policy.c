#include <criterion/criterion.h>
Test(policy, none)
{
}
